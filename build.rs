//! Hands the style sheet to the compiler: minified where `build.sh` has made it so, else as it is written.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=OCTOCONSENT_STYLE");
    let written = env::var("OCTOCONSENT_STYLE").unwrap_or_else(|_| "src/browser/view/style.css".to_owned());
    println!("cargo::rerun-if-changed={written}");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    fs::copy(written, out.join("style.css")).map(drop)
}
