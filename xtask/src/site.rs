//! The files a reader's browser fetches: named by their content, compressed once, listed in a manifest.
//!
//! They go to `target/site` of the workspace even when cargo builds elsewhere, because the server's source refers to
//! them there (from disk in debug builds, embedded in releases).

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::islands::{self, Bound, Built};
use crate::shell::{root, size};

/// Hexadecimal digits of a fingerprint: 64 bits, enough to tell the versions of one file apart.
const FINGERPRINT_DIGITS: usize = 16;
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// One file of the site.
#[derive(Debug)]
pub(crate) struct Asset {
    /// What it is: `style`, `boot`, `islands`, `wasm`, `recount`, or the name of a module that counts again.
    pub(crate) role: &'static str,
    pub(crate) file: String,
    pub(crate) bytes: u64,
    pub(crate) brotli_bytes: u64,
}

/// Where the site stands.
pub(crate) fn folder() -> PathBuf {
    root().join("target/site")
}

/// The whole site, islands included.
pub(crate) fn build() -> Result<Vec<Asset>> {
    assemble(Some(&islands::build()?))
}

/// Leaves a site for the server's source to refer to, if there is none yet.
pub(crate) fn ensure() -> Result<()> {
    if !folder().join("manifest.json").is_file() {
        assemble(None)?;
    }
    Ok(())
}

/// Writes the site afresh; without islands when there are none.
pub(crate) fn assemble(built: Option<&Built>) -> Result<Vec<Asset>> {
    let pkg = folder().join("pkg");
    if pkg.exists() {
        fs::remove_dir_all(&pkg)?;
    }
    fs::create_dir_all(&pkg)?;

    let style = style_sheet(&root().join("style"))?;
    let mut assets = vec![place(&pkg, "style", "style", "css", style.as_bytes())?];
    if let Some(built) = built {
        assets.extend(scripts(&pkg, built)?);
    }
    fs::write(folder().join("manifest.json"), manifest(&assets))?;
    for asset in &assets {
        println!("  {:<32} {:>9}  brotli {:>9}", asset.file, size(asset.bytes), size(asset.brotli_bytes));
    }
    Ok(assets)
}

/// What runs in the browser: `boot.js` names the rest, but for the modules that count again, which pages name.
fn scripts(pkg: &Path, built: &Built) -> Result<Vec<Asset>> {
    let Built { islands: Bound { wasm, javascript }, recount } = built;
    let mut assets: Vec<Asset> = Vec::new();
    let loader = recount.first().map(|(_, module)| module.javascript.as_str()).unwrap_or_default();
    for (name, module) in recount {
        if module.javascript != loader {
            bail!("the module `{name}` is loaded by other JavaScript than the rest");
        }
        assets.push(place(pkg, name, &format!("recount-{name}"), "wasm", &module.wasm)?);
    }
    let wasm = place(pkg, "wasm", "yishi_bg", "wasm", wasm)?;
    let islands = place(pkg, "islands", "yishi", "js", javascript.as_bytes())?;
    let loader = place(pkg, "recount-loader", "recount-loader", "js", loader.as_bytes())?;
    let recount = script("recount.js", &[("@LOADER@", &loader.file)])?;
    let recount = place(pkg, "recount", "recount", "js", recount.as_bytes())?;
    let names = [("@ISLANDS@", &*islands.file), ("@WASM@", &wasm.file), ("@RECOUNT@", &recount.file)];
    let boot = place(pkg, "boot", "boot", "js", script("boot.js", &names)?.as_bytes())?;
    assets.extend([boot, islands, wasm, recount, loader]);
    Ok(assets)
}

/// The first digits of the SHA-256 of these bytes.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(bytes).iter().take(FINGERPRINT_DIGITS / 2) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

fn place(pkg: &Path, role: &'static str, stem: &str, ending: &str, bytes: &[u8]) -> Result<Asset> {
    let file = format!("{stem}.{}.{ending}", fingerprint(bytes));
    fs::write(pkg.join(&file), bytes)?;
    let packed = packed(bytes)?;
    fs::write(pkg.join(format!("{file}.br")), &packed)?;
    Ok(Asset { role, file, bytes: bytes.len() as u64, brotli_bytes: packed.len() as u64 })
}

/// Brotli, as small as it gets.
pub(crate) fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = brotli::CompressorWriter::new(Vec::new(), 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW);
    packed.write_all(bytes)?;
    Ok(packed.into_inner())
}

/// What the server reads to know the names; a role is null when it was not built.
fn manifest(assets: &[Asset]) -> String {
    let named = |role: &str| {
        let file = assets.iter().find(|asset| asset.role == role);
        format!("\"{role}\": {}", file.map_or("null".to_owned(), |asset| format!("\"{}\"", asset.file)))
    };
    let modules = islands::RECOUNT.map(|module| format!("    {}", named(module)));
    format!(
        "{{\n  {},\n  {},\n  \"recount\": {{\n{}\n  }}\n}}\n",
        named("style"),
        named("boot"),
        modules.join(",\n")
    )
}

/// A script of `app/src/islands` with the names it loads.
fn script(name: &str, loads: &[(&str, &str)]) -> Result<String> {
    let source = root().join("app/src/islands").join(name);
    let source = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
    with_names(&source, loads).with_context(|| name.to_owned())
}

/// A script with the names it loads in the place of words, without its comments.
fn with_names(source: &str, loads: &[(&str, &str)]) -> Result<String> {
    let mut code = String::new();
    for line in source.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with("//")) {
        code.push_str(line.trim_start());
        code.push('\n');
    }
    for (word, file) in loads {
        if !code.contains(word) {
            bail!("it does not mention {word}");
        }
        code = code.replace(word, &format!("./{file}"));
    }
    Ok(code)
}

/// The files of `style/` in the order in which `main.css` imports them, as one file without comments.
fn style_sheet(folder: &Path) -> Result<String> {
    let main = folder.join("main.css");
    if !main.is_file() {
        println!("  There is no style/main.css: pages are served unstyled.");
        return Ok(String::new());
    }
    let main = fs::read_to_string(&main)?;
    join_imports(&main, &|name| {
        fs::read_to_string(folder.join(name)).with_context(|| format!("style/{name}"))
    })
}

fn join_imports(main: &str, read: &dyn Fn(&str) -> Result<String>) -> Result<String> {
    let mut joined = String::new();
    for line in without_comments(main).lines() {
        let Some(import) = line.trim().strip_prefix("@import") else {
            joined.push_str(line);
            joined.push('\n');
            continue;
        };
        let import = import.trim().trim_start_matches("url(");
        let quoted = import.strip_prefix('"').and_then(|rest| rest.split_once('"'));
        let Some((name, condition)) = quoted else { bail!("main.css: `{line}` is no @import \"file\"") };
        let condition = condition.trim_start_matches(')').trim_end().trim_end_matches(';').trim();
        let rules = without_comments(&read(name)?);
        match condition.strip_prefix("layer(").and_then(|rest| rest.strip_suffix(')')) {
            _ if condition.is_empty() => joined.push_str(&rules),
            Some(layer) => writeln!(joined, "@layer {layer} {{\n{rules}\n}}")?,
            None => writeln!(joined, "@media {condition} {{\n{rules}\n}}")?,
        }
    }
    let lines = joined.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
}

/// CSS without `/* … */`; what stands in quotation marks is left alone.
fn without_comments(css: &str) -> String {
    let mut kept = String::new();
    let mut rest = css;
    while let Some(place) = rest.find(['/', '"', '\'']) {
        let (before, from) = rest.split_at(place);
        kept.push_str(before);
        if let Some(comment) = from.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        let mark = &from[..1];
        // A lone slash is itself; a quotation runs to the next mark of its kind.
        let end = if mark == "/" { 1 } else { from[1..].find(mark).map_or(from.len(), |end| end + 2) };
        kept.push_str(&from[..end]);
        rest = &from[end..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::{Asset, fingerprint, join_imports, manifest, with_names, without_comments};

    #[test]
    fn a_fingerprint_is_the_head_of_sha_256() {
        assert_eq!(fingerprint(b"abc"), "ba7816bf8f01cfea");
    }

    #[test]
    fn comments_go_and_quotations_stay() {
        let check = |css, expected| assert_eq!(without_comments(css), expected);
        check("a{} /* x */ b{}", "a{}  b{}");
        check("a{content:\"/* no */\"}", "a{content:\"/* no */\"}");
        check("a{font:1px/2 'x'}/*", "a{font:1px/2 'x'}");
    }

    #[test]
    fn imports_are_joined_in_order() -> anyhow::Result<()> {
        let main = "/* order */\n@layer a, b;\n@import \"one.css\";\n@import url(\"two.css\") print;\n\
                    @import \"three.css\" layer(b);\n";
        let joined = join_imports(main, &|name| Ok(format!("/* {name} */\n  .{} {{}}\n", &name[..3])))?;
        assert_eq!(joined, "@layer a, b;\n.one {}\n@media print {\n.two {}\n}\n@layer b {\n.thr {}\n}\n");
        assert!(join_imports("@import two.css;", &|_| Ok(String::new())).is_err());
        Ok(())
    }

    #[test]
    fn a_script_loads_the_named_files() -> anyhow::Result<()> {
        let loads = [("@ISLANDS@", "y.1.js"), ("@WASM@", "y.2.wasm")];
        let code = with_names("// why\nconst A = \"@ISLANDS@\";\n\n  const B = \"@WASM@\";\n", &loads)?;
        assert_eq!(code, "const A = \"./y.1.js\";\nconst B = \"./y.2.wasm\";\n");
        assert!(with_names("const A = 1;", &loads).is_err());
        Ok(())
    }

    #[test]
    fn the_manifest_says_null_for_what_is_not_there() {
        let asset = |role, file: &str| Asset { role, file: file.to_owned(), bytes: 1, brotli_bytes: 1 };
        let said = manifest(&[asset("style", "style.1.css"), asset("vote", "recount-vote.2.wasm")]);
        assert!(
            said.starts_with("{\n  \"style\": \"style.1.css\",\n  \"boot\": null,\n  \"recount\": {\n"),
            "{said}"
        );
        assert!(said.contains("    \"vote\": \"recount-vote.2.wasm\",\n    \"sums\": null,\n"), "{said}");
        assert!(said.ends_with("\"budget\": null\n  }\n}\n"), "{said}");
    }
}
