#!/usr/bin/env bash
# octoconsent: build, serve, test. `./build.sh --help` lists the commands. Every need is installed here, and said.
set -Eeuo pipefail
cd "$(dirname "$0")"
export CARGO_TARGET_DIR="$PWD/target"

readonly TARGET=wasm32-unknown-unknown
readonly WBG=target/tools/debug/wbg
readonly PKG=target/pkg
readonly FUZZ=target/fuzz
readonly FUZZ_RUNS=100000

usage() {
  cat <<'TEXT'
./build.sh serve [port]    build, and serve the demo on this machine (8080, or the next free port)
./build.sh test            everything: lint, native, browser and end-to-end tests, sizes
./build.sh build           dist/ only
./build.sh declaration <consent.json> [language] [level]  the list of cookies as static HTML, to put into a page
./build.sh audit <URL…> [options]  four visitors in a headless browser: what leaks on a page (--help lists the options)
./build.sh size            sizes of what ships, and the time to start in headless Chromium
./build.sh lint            rustfmt, clippy on both targets, rustdoc, cargo package
./build.sh e2e [filter]    end-to-end tests; only the files whose name holds the filter
./build.sh browsers [filter] the promises of the product in Chromium, Firefox and WebKitGTK
./build.sh fuzz [target] [seconds]  any bytes for the core: one target or each, for so long (60)
./build.sh shots           screenshots of every surface into target/shots
./build.sh site            start page, gallery and configurator as one folder for a static host: target/site
TEXT
}

step() { printf '\n==> %s\n' "$*"; }
say() { printf '    %s\n' "$*"; }
fail() {
  printf '\n!!! %s failed: %s\n' "$CURRENT" "$1" >&2
  exit 1
}

CURRENT=setup
trap 'printf "\n!!! the step \"%s\" failed (line %s of build.sh)\n" "$CURRENT" "$LINENO" >&2' ERR
begin() {
  CURRENT="$1"
  step "$1"
}

# --- What the machine needs -----------------------------------------------------------------------------------------------

apt_install() {
  say "installing $* (apt)"
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  command -v apt-get >/dev/null || fail "install $* by hand: this machine has no apt-get"
  export DEBIAN_FRONTEND=noninteractive LC_ALL=C
  "${root[@]}" apt-get update >target/apt.log 2>&1 || fail "apt-get update, see target/apt.log"
  "${root[@]}" apt-get -o DPkg::Lock::Timeout=900 install -y --no-install-recommends "$@" >>target/apt.log 2>&1 ||
    fail "apt-get install $*, see target/apt.log"
}

need_rust() {
  command -v cargo >/dev/null || fail "Rust is missing: install rustup (https://rustup.rs)"
  command -v rustup >/dev/null || fail "rustup is missing: the build needs the target $TARGET and the source of std"
  local sysroot
  sysroot=$(rustc --print sysroot)
  [ -d "$sysroot/lib/rustlib/$TARGET" ] || { say "adding the target $TARGET"; rustup target add $TARGET; }
  [ -d "$sysroot/lib/rustlib/src/rust/library" ] || { say "adding the source of std"; rustup component add rust-src; }
  command -v cargo-fmt >/dev/null && cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
  cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || apt_install nodejs npm
  node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || fail "Node 20 or newer is needed, this is $(node --version)"
  if ! cmp -s package-lock.json target/package-lock.installed; then
    say "installing the tools of package-lock.json (npm)"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    cp package-lock.json target/package-lock.installed
  elif [ ! -d node_modules ]; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  fi
}

need_browser() {
  command -v chromium >/dev/null && command -v chromedriver >/dev/null || apt_install chromium chromium-driver fonts-dejavu-core
}

# Firefox speaks Marionette itself and needs no driver; WebKitGTK has a driver, and needs a screen (docs/decisions/004-tools.md).
need_browsers() {
  need_browser
  local missing=()
  command -v firefox-esr >/dev/null || missing+=(firefox-esr)
  command -v WebKitWebDriver >/dev/null || missing+=(webkit2gtk-driver)
  command -v Xvfb >/dev/null || missing+=(xvfb)
  [ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"
}

# nginx with its module for regions, and PHP: they run the examples of docs/guides/proof.md and docs/guides/regions.md. They are only
# unpacked: installed, nginx would start a server on this machine. Without them these tests are skipped, and say so.
need_servers() {
  local known="$PATH:/usr/sbin:target/servers/usr/sbin:target/servers/usr/bin" module=usr/lib/nginx/modules/ngx_http_geoip2_module.so
  if PATH="$known" command -v nginx >/dev/null && PATH="$known" command -v php >/dev/null; then
    [ -e "/$module" ] || [ -e "target/servers/$module" ] && return
  fi
  say "unpacking nginx and PHP into target/servers (apt)"
  mkdir -p target/servers
  (
    cd target/servers
    php=$(apt-cache depends --important php-cli | sed -n 's/.*Depends: \(php[0-9.]*\)-cli$/\1/p')
    apt-get download nginx libnginx-mod-http-geoip2 libmaxminddb0 "$php-cli" "$php-common"
    for package in *.deb; do dpkg-deb -x "$package" . && rm "$package"; done
    ln -sf "$php" usr/bin/php
  ) >target/servers.log 2>&1 || say "that failed, see target/servers.log: their examples are not tested"
}

# The wasm-bindgen command line, of the version in Cargo.lock; tools/wbg says why it is built from its library.
need_wbg() {
  local wanted given
  wanted=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)
  given=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' tools/wbg/Cargo.lock)
  [ "$wanted" = "$given" ] || fail "Cargo.lock has wasm-bindgen $wanted, tools/wbg/Cargo.lock $given: run cargo update in tools/wbg"
  if [ ! -x $WBG ] || [ "$($WBG --version 2>/dev/null)" != "wasm-bindgen $wanted" ]; then
    say "building the wasm-bindgen command line $wanted (about two minutes, once)"
    CARGO_TARGET_DIR=target/tools cargo build --locked --quiet --manifest-path tools/wbg/Cargo.toml
  fi
}

prepare() {
  begin "what the machine needs"
  mkdir -p target
  need_rust
  need_node
  need_wbg
}

# --- Build ----------------------------------------------------------------------------------------------------------------

build() {
  begin "build"
  node_modules/.bin/esbuild src/browser/view/style.css --bundle --minify --outfile=target/style.css --log-level=warning
  # Size first: docs/decisions/005-release-profile.md has the measurement behind each flag.
  RUSTC_BOOTSTRAP=1 \
  OCTOCONSENT_STYLE="$PWD/target/style.css" \
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none -Zlocation-detail=none -Zinline-mir=yes -Cllvm-args=-inline-threshold=50 --remap-path-prefix=$PWD=." \
    cargo build --locked --release --lib --target $TARGET \
    -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
  if [ target/$TARGET/release/octoconsent.wasm -nt $PKG/octoconsent_bg.wasm ] || [ ! -f $PKG/octoconsent_bg.wasm ]; then
    $WBG target/$TARGET/release/octoconsent.wasm --target web --no-typescript --remove-producers-section \
      --omit-default-module-path --out-dir $PKG
  fi
  cargo run --locked --quiet --example schema >target/consent.schema.json
  # Optimising takes seconds: not without need.
  local inputs
  inputs=$(cat $PKG/octoconsent.js $PKG/octoconsent_bg.wasm src/js/*.js src/js/*.d.*ts src/audit/*.js src/services.json locales/* tools/*.mjs tools/audit/*.mjs Cargo.toml LICENSE README.md docs/guides/packages.md package-lock.json target/consent.schema.json | sha256sum)
  if [ -f dist/octoconsent.js.br ] && [ "$(cat target/dist.inputs 2>/dev/null)" = "$inputs" ]; then
    node tools/size.mjs
  else
    node tools/bundle.mjs
    printf '%s' "$inputs" >target/dist.inputs
  fi
  node tools/pages.mjs
}

# What tests/server.mjs lays over each other, in one folder. `www/gallery` and so on are the sources of what stands in target/www.
site() {
  begin "site"
  rm -rf target/site
  mkdir -p target/site
  cp -R dist/. target/www/. www/. target/site/
  rm -rf target/site/common target/site/gallery target/site/configurator
  say "target/site"
}

# --- Check ----------------------------------------------------------------------------------------------------------------

lint() {
  begin "lint: rustfmt"
  cargo fmt --all -- --check
  cargo fmt --manifest-path fuzz/Cargo.toml -- --check
  begin "lint: clippy, native"
  cargo clippy --locked --quiet --all-targets -- -D warnings
  begin "lint: clippy, $TARGET"
  cargo clippy --locked --quiet --lib --test browser --target $TARGET -- -D warnings
  begin "lint: rustdoc"
  RUSTDOCFLAGS="-D warnings" cargo doc --locked --quiet --no-deps --lib
  RUSTDOCFLAGS="-D warnings" cargo doc --locked --quiet --no-deps --lib --target $TARGET
  # The crate by itself builds, too. All that it needs was fetched above.
  begin "lint: cargo package"
  cargo package --locked --offline --allow-dirty --quiet
  cargo package --locked --offline --allow-dirty --quiet --target $TARGET
}

PASSED=0
FAILED=0
# Runs a test runner, shows what it says, and adds up its closing line: "N passed; N failed" (cargo, wasm-bindgen) or
# "# pass N" / "# fail N" (node).
count() {
  local log="target/$1.log" status=0
  shift
  "$@" 2>&1 | tee "$log" || status=$?
  local passed failed
  passed=$(sed -nE 's/^test result: .* ([0-9]+) passed.*/\1/p; s/^(# |ℹ )pass ([0-9]+)$/\2/p' "$log" | awk '{n += $1} END {print n + 0}')
  failed=$(sed -nE 's/^test result: .* ([0-9]+) failed.*/\1/p; s/^(# |ℹ )fail ([0-9]+)$/\2/p' "$log" | awk '{n += $1} END {print n + 0}')
  [ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
}

native_tests() {
  begin "native tests of the core"
  count native cargo test --locked --quiet --test core
}

browser_tests() {
  begin "tests of the edge in Chromium (wasm-bindgen-test)"
  CHROMEDRIVER=$(command -v chromedriver) CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER="$PWD/target/tools/debug/wasm-bindgen-test-runner" \
    count browser cargo test --locked --target $TARGET --test browser
}

# The flags are those of `cargo fuzz --sanitizer none`: stable Rust, and no tool to install (docs/decisions/004-tools.md).
# With `--target` they are kept away from build scripts.
fuzz_cargo() {
  local flags="--cfg fuzzing -Cpasses=sancov-module" flag
  for flag in level=4 inline-8bit-counters pc-table trace-compares; do flags+=" -Cllvm-args=-sanitizer-coverage-$flag"; done
  RUSTFLAGS="$flags" CARGO_TARGET_DIR=$FUZZ cargo "$1" --locked --quiet --release --manifest-path fuzz/Cargo.toml \
    --target "$(fuzz_host)" "${@:2}"
}

fuzz_host() { rustc -vV | sed -n 's/^host: //p'; }

fuzz_build() {
  begin "build of the fuzz targets"
  command -v c++ >/dev/null || apt_install g++
  fuzz_cargo build
  fuzz_cargo clippy -- -D warnings
}

fuzz_targets() { sed -n '/^\[\[bin\]\]$/{n;s/name = "\(.*\)"/\1/p}' fuzz/Cargo.toml; }

# One target, from its samples in fuzz/seeds. What it finds further goes to a folder of its own; a text that breaks the core
# stays in $FUZZ/found.
fuzz_run() {
  local target=$1 corpus=$2
  shift 2
  mkdir -p "$corpus" $FUZZ/found
  "$FUZZ/$(fuzz_host)/release/$target" -max_len=4096 -artifact_prefix="$FUZZ/found/$target-" "$@" "$corpus" "fuzz/seeds/$target"
}

# The same beginning in every run. libFuzzer says much; it is shown where something is found.
fuzz_once() {
  local log=$FUZZ/once/$1.log
  rm -rf "$FUZZ/once/$1"
  mkdir -p $FUZZ/once
  if fuzz_run "$1" "$FUZZ/once/$1" -runs=$FUZZ_RUNS -seed=1 >"$log" 2>&1; then
    echo "test result: ok. 1 passed; 0 failed ($1: $FUZZ_RUNS texts)"
  else
    tail -n 40 "$log"
    echo "test result: FAILED. 0 passed; 1 failed ($1)"
  fi
}

fuzz_tests() {
  fuzz_build
  begin "fuzz targets"
  for target in $(fuzz_targets); do count "fuzz-$target" fuzz_once "$target"; done
}

fuzz() {
  fuzz_build
  for target in ${1:-$(fuzz_targets)}; do
    begin "fuzz target $target, ${2:-60} seconds"
    fuzz_run "$target" "$FUZZ/corpus/$target" -max_total_time="${2:-60}"
  done
}

e2e() {
  begin "end-to-end tests on dist/${1:+ ($1)}"
  need_browser
  need_servers
  local files=(tests/e2e/*"${1:-}"*.test.mjs)
  [ -e "${files[0]}" ] || fail "no file in tests/e2e has \"${1:-}\" in its name"
  # Three files at a time: on two cores a tenth faster than two, since each waits for frames and timers now and then.
  count e2e node --test --test-reporter=spec --test-concurrency=3 "${files[@]}"
}

browsers() {
  local files=(tests/browsers/*"${1:-}"*.test.mjs) browser
  [ -e "${files[0]}" ] || fail "no file in tests/browsers has \"${1:-}\" in its name"
  for browser in chromium firefox webkit; do
    begin "the promises of the product in $browser${1:+ ($1)}"
    OCTOCONSENT_BROWSER=$browser count "browsers-$browser" node --test --test-reporter=spec --test-concurrency=2 "${files[@]}"
  done
}

close() {
  printf '\n%s passed, %s failed\n' "$PASSED" "$FAILED"
  [ "$FAILED" = 0 ]
}

case "${1:-serve}" in
  serve) prepare; build; exec node tests/server.mjs --port "${2:-8080}" ;;
  build) prepare; build ;;
  declaration)
    [ $# -ge 2 ] || { usage >&2; exit 2; }
    { prepare; build; } >&2
    trap - ERR
    exec node dist/declaration.mjs "$2" ${3:+--language "$3"} ${4:+--level "$4"}
    ;;
  audit)
    { prepare; need_browser; build; } >&2
    trap - ERR
    CHROMIUM=${CHROMIUM:-$(command -v chromium)} exec node tools/audit.mjs "${@:2}"
    ;;
  size) prepare; build; begin "time to start"; need_browser; node tools/start-time.mjs ;;
  lint) prepare; lint ;;
  e2e) prepare; build; e2e "${2:-}"; close ;;
  browsers) prepare; build; begin "browsers"; need_browsers; browsers "${2:-}"; close ;;
  fuzz) mkdir -p target; need_rust; fuzz "${2:-}" "${3:-}" ;;
  site) prepare; build; site ;;
  shots) prepare; build; begin "screenshots"; need_browser; node tools/shots.mjs ;;
  test)
    prepare
    begin "browsers"
    need_browsers
    build
    lint
    native_tests
    fuzz_tests
    browser_tests
    e2e
    browsers
    close
    ;;
  -h | --help | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
