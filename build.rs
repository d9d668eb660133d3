//! Hands to the compiler: the style sheet, minified where `build.sh` has made it so, else as it is written; and which languages there
//! is a file of in `locales/`.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=OCTOCONSENT_STYLE");
    let written = env::var("OCTOCONSENT_STYLE").unwrap_or_else(|_| "src/browser/view/style.css".to_owned());
    println!("cargo::rerun-if-changed={written}");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    let mut style = String::new();
    for line in fs::read_to_string(&written)?.lines() {
        // As written it is a list of its parts.
        let part = line.strip_prefix("@import \"./").and_then(|rest| rest.strip_suffix("\";"));
        match part {
            Some(part) => style += &fs::read_to_string(format!("src/browser/view/{part}"))?,
            None => style += line,
        }
        style.push('\n');
    }
    fs::write(out.join("style.css"), style)?;
    println!("cargo::rerun-if-changed=src/browser/view/style");
    println!("cargo::rerun-if-changed=locales");
    let mut tags = Vec::new();
    for file in fs::read_dir("locales")? {
        let name = file?.file_name();
        tags.extend(name.to_str().and_then(|name| name.strip_suffix(".json")).map(str::to_owned));
    }
    tags.sort();
    fs::write(out.join("languages"), tags.join(" "))
}
