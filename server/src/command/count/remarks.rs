//! What is wrong or odd in a file, said on the error stream as compilers do.

use anyhow::{anyhow, bail};
use app::text::Text;
use domain::count::formats::{Fault, Warnings};
use std::io::Write as _;
use std::path::Path;

/// Where remarks are about, and in which language.
pub(super) struct Remarks<'a> {
    pub(super) text: &'static dyn Text,
    pub(super) path: &'a Path,
    /// Whether anything odd is an error.
    pub(super) strict: bool,
}

impl Remarks<'_> {
    /// A fault as an error with its place.
    pub(super) fn fault(&self, fault: &Fault) -> anyhow::Error {
        let place = format!("{}:{}", self.path.display(), fault.place);
        anyhow!("{}", self.text.ballots_remark(&place, self.text.ballots_fault(fault.code), &fault.shown))
    }

    /// Says what is odd; an error if nothing may be.
    pub(super) fn tell(&self, warnings: &Warnings) -> anyhow::Result<()> {
        for warning in warnings.listed() {
            let place = format!("{}:{}", self.path.display(), warning.place);
            let what = self.text.ballots_warning(warning.code);
            remark(&self.text.ballots_remark(&place, what, &warning.shown));
        }
        for (code, count) in warnings.by_code() {
            let more = count.saturating_sub(Warnings::LISTED);
            if more > 0 {
                remark(&self.text.ballots_more(self.text.ballots_warning(*code), more));
            }
        }
        if self.strict && warnings.total() > 0 {
            bail!("{}", self.text.ballots_odd(warnings.total()));
        }
        Ok(())
    }
}

/// Says something beside the answer; where nobody can be told, the answer still counts.
fn remark(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
