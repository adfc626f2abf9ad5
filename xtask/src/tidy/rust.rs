//! Telling Rust code from comments and literals, without a parser.

/// The text twice, line for line: once with comments and literals blanked out, once with only the literals left.
pub(super) fn split(text: &str) -> (String, String) {
    let mut code = String::with_capacity(text.len());
    let mut literals = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, kind) = next_piece(rest);
        code.extend(piece.chars().map(|c| if kind == Piece::Code || c == '\n' { c } else { ' ' }));
        literals.extend(piece.chars().map(|c| if kind == Piece::Literal || c == '\n' { c } else { ' ' }));
        rest = &rest[piece.len()..];
    }
    (code, literals)
}

#[derive(Clone, Copy, PartialEq)]
enum Piece {
    Code,
    Comment,
    Literal,
}

fn next_piece(rest: &str) -> (&str, Piece) {
    if rest.starts_with("//") {
        return (&rest[..rest.find('\n').unwrap_or(rest.len())], Piece::Comment);
    }
    if rest.starts_with("/*") {
        return (&rest[..comment_end(rest)], Piece::Comment);
    }
    if let Some(end) = raw_string_end(rest).or_else(|| string_end(rest)).or_else(|| char_end(rest)) {
        return (&rest[..end], Piece::Literal);
    }
    // A whole word at once, so that the `r` of `for` never begins a raw string.
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let end = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
    (&rest[..end], Piece::Code)
}

/// Comments nest in Rust.
fn comment_end(rest: &str) -> usize {
    let (mut place, mut depth) = (0, 0);
    while place < rest.len() {
        if rest[place..].starts_with("/*") {
            (place, depth) = (place + 2, depth + 1);
        } else if rest[place..].starts_with("*/") {
            (place, depth) = (place + 2, depth - 1);
            if depth == 0 {
                return place;
            }
        } else {
            place += rest[place..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn raw_string_end(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let marks = inner.bytes().take_while(|byte| *byte == b'#').count();
    let body = inner[marks..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(marks));
    let start = rest.len() - body.len();
    Some(body.find(&end).map_or(rest.len(), |place| start + place + end.len()))
}

fn string_end(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('"')?;
    let start = rest.len() - body.len();
    let mut escaped = false;
    for (place, letter) in body.char_indices() {
        match letter {
            '"' if !escaped => return Some(start + place + 1),
            _ => escaped = letter == '\\' && !escaped,
        }
    }
    Some(rest.len())
}

/// `'a'` and `'\n'` are characters, `'a` is a lifetime.
fn char_end(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let first = body.chars().next()?;
    let length = if first == '\\' { 2 + body[2..].find('\'')? } else { first.len_utf8() };
    body[length..].starts_with('\'').then_some(1 + length + 1)
}

#[cfg(test)]
mod tests {
    use super::split;

    fn check(text: &str, code: &str, literals: &str) {
        let (is_code, is_literals) = split(text);
        assert_eq!((is_code.trim_end(), is_literals.trim()), (code, literals));
    }

    #[test]
    fn code_comments_and_literals() {
        check("let a = 1; // f32", "let a = 1;", "");
        check("/* a /* b */ c */ d", "                  d", "");
        check("x(\"a \\\" b\") y", "x(        ) y", "\"a \\\" b\"");
        check("x(r#\"a \" b\"#) y", "x(          ) y", "r#\"a \" b\"#");
        check("fn f<'a>(c: &'a str) {}", "fn f<'a>(c: &'a str) {}", "");
        check("a == '\"' || '\\n'", "a ==     ||", "'\"'    '\\n'");
        check("for\"x\"", "for", "\"x\"");
        check("\"业主\" f", "     f", "\"业主\"");
    }
}
