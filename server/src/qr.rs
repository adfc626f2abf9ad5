//! QR codes as PNG, made here: chat apps' browsers read only those, and nothing is asked of anybody else.
//!
//! Two ways to show one. [`data_uri`] puts the picture into the page itself: for codes that are secret, such as the
//! slips', so that no second request carries them. `/qr/{path}` ([`own_address`]) is a picture with an address of its
//! own, for public pages: on some phones only such a picture can be kept by a long press.

use crate::site::Site;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around the code, as ISO/IEC 18004 asks for.
const QUIET_MODULES: usize = 4;
/// Pixels a module is wide: about 330 pixels for an ordinary address, sharp on paper at 3 cm.
const MODULE_PIXELS: usize = 8;
/// The longest text taken; longer codes are too fine for an old phone's camera.
pub const TEXT_BYTES_MAX: usize = 300;

/// `text` is longer than [`TEXT_BYTES_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is too long for a QR code")]
pub struct TooLong;

/// A PNG, black on white, with its quiet zone.
pub fn png(text: &str) -> Result<Vec<u8>, TooLong> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(TooLong);
    }
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_too_long| TooLong)?;
    let modules = usize::try_from(code.size()).unwrap_or_default();
    let side = (modules + 2 * QUIET_MODULES) * MODULE_PIXELS;
    let row_bytes = side.div_ceil(8);
    let mut pixels = Vec::with_capacity(row_bytes * side);
    for y in 0..side {
        let mut row = vec![0xFF_u8; row_bytes];
        for x in (0..side).filter(|x| is_dark(&code, *x, y)) {
            row[x / 8] &= !(0x80 >> (x % 8));
        }
        pixels.extend(row);
    }
    Ok(encode(side, &pixels))
}

/// Whether the pixel belongs to a dark module; those outside the code are light.
fn is_dark(code: &QrCode, x: usize, y: usize) -> bool {
    let module =
        |at: usize| (at / MODULE_PIXELS).checked_sub(QUIET_MODULES).and_then(|at| i32::try_from(at).ok());
    match (module(x), module(y)) {
        (Some(x), Some(y)) => code.get_module(x, y),
        _ => false,
    }
}

/// One bit a pixel: the whole picture is about a kilobyte.
fn encode(side: usize, pixels: &[u8]) -> Vec<u8> {
    let side = u32::try_from(side).unwrap_or_default();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().expect("a code has a size, and memory takes every byte");
    writer.write_image_data(pixels).expect("the rows were made to measure");
    writer.finish().expect("memory takes every byte");
    file
}

/// The PNG as an address for `<img src>` that asks for nothing further.
pub fn data_uri(text: &str) -> Result<String, TooLong> {
    Ok(format!("data:image/png;base64,{}", base64(&png(text)?)))
}

/// `GET /qr/{path}`: the code of this hall's own page `path`; nothing else can be made a code of.
pub(crate) async fn own_address(State(site): State<Site>, Path(path): Path<String>) -> Response {
    let plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.'));
    let Some(picture) = plain.then(|| png(&format!("{}/{path}", site.config.public_address)).ok()).flatten()
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = picture.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    response
}

/// RFC 4648 §4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte));
        let group = group << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = usize::try_from(group >> (18 - 6 * place) & 0x3F).unwrap_or_default();
            text.push(if place <= chunk.len() { char::from(ALPHABET[digit]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
        ];
        for (text, expected) in cases {
            assert_eq!(base64(text.as_bytes()), expected, "{text:?}");
        }
    }

    /// Reads the PNG back and finds every module of the code where it belongs, and light around it.
    #[test]
    fn the_picture_is_the_code() {
        let text = "https://hall.example.org/join/7Q4KM2XD93TB";
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let file = png(text).unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let side = usize::try_from(info.width).unwrap();
        assert_eq!(info.width, info.height);
        assert_eq!(side, (usize::try_from(code.size()).unwrap() + 8) * 8);
        for y in 0..side {
            for x in 0..side {
                assert_eq!(pixels[y * side + x] == 0, is_dark(&code, x, y), "{x},{y}");
            }
        }
        assert!((0..side).all(|at| pixels[at] != 0 && pixels[at * side] != 0), "the quiet zone is light");
    }

    #[test]
    fn what_no_old_camera_reads_is_refused() {
        assert_eq!(png(&"a".repeat(TEXT_BYTES_MAX + 1)), Err(TooLong));
        assert!(data_uri(&"a".repeat(TEXT_BYTES_MAX)).unwrap().starts_with("data:image/png;base64,iVBOR"));
    }
}
