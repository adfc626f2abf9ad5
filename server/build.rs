//! The built site is embedded: its folder has to be there, and a new site is a new server.

fn main() -> std::io::Result<()> {
    // `cargo xtask` fills it; a plain `cargo build` serves pages without style or islands.
    std::fs::create_dir_all("../target/site")?;
    println!("cargo:rerun-if-changed=../target/site/manifest.json");
    println!("cargo:rerun-if-changed=build.rs");
    Ok(())
}
