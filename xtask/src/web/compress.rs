//! Brotli and gzip, at their best where there is time, once for each content.

use super::assets::hash;
use anyhow::Result;
use std::io::Write;
use std::path::Path;

/// A file's compressed forms.
#[derive(Debug)]
pub struct Compressed {
    /// Brotli.
    pub brotli: Vec<u8>,
    /// Gzip.
    pub gzip: Vec<u8>,
}

/// Compresses `bytes`, or takes the result from `cache`, where it is kept under the content's hash.
pub fn compressed(bytes: &[u8], cache: &Path, best: bool) -> Result<Compressed> {
    std::fs::create_dir_all(cache)?;
    let name = hash(bytes);
    let kept = |extension: &str, compress: fn(&[u8], bool) -> Result<Vec<u8>>| -> Result<Vec<u8>> {
        let file = cache.join(format!("{name}.{extension}"));
        if let Ok(kept) = std::fs::read(&file) {
            return Ok(kept);
        }
        let made = compress(bytes, best)?;
        // Under another name first: a build that is ended here must not leave half a file behind.
        let half = cache.join(format!("{name}.{extension}.{}", std::process::id()));
        std::fs::write(&half, &made)?;
        std::fs::rename(half, file)?;
        Ok(made)
    };
    Ok(Compressed { brotli: kept("br", brotli)?, gzip: kept("gz", gzip)? })
}

fn brotli(bytes: &[u8], best: bool) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, if best { 11 } else { 1 }, 24);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(out)
}

fn gzip(bytes: &[u8], best: bool) -> Result<Vec<u8>> {
    let mut writer =
        flate2::write::GzEncoder::new(Vec::new(), if best { flate2::Compression::best() } else { flate2::Compression::fast() });
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}
