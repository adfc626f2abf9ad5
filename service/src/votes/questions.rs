//! The questions of a vote as its rows hold them, until opening freezes them.

use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::count::canonical;
use domain::id::{ProposalId, VoteId};
use domain::measure::Fen;
use domain::votes::OwnersMatter;
use domain::votes::question::{Opt, Question};
use domain::words::{Label, Title};
use sqlx::AnyConnection;

/// Writes the questions of a vote in place of those it had.
pub(super) async fn keep(conn: &mut AnyConnection, vote: VoteId, questions: &[Question]) -> Result<()> {
    for sql in
        ["DELETE FROM vote_options WHERE vote_id = $1", "DELETE FROM vote_questions WHERE vote_id = $1"]
    {
        sqlx::query(sql).bind(vote.to_string()).execute(&mut *conn).await?;
    }
    for (number, question) in (1_i64..).zip(questions) {
        let purse = question.purse.map(|purse| canonical::json(&purse)).transpose().map_err(Error::broken)?;
        sqlx::query(
            "INSERT INTO vote_questions (vote_id, n, text, matter, purse, rule) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(vote.to_string())
        .bind(number)
        .bind(question.text.as_ref().map(Title::as_str))
        .bind(question.matter().map(OwnersMatter::code))
        .bind(purse)
        .bind(canonical::json(&question.rule).map_err(Error::broken)?)
        .execute(&mut *conn)
        .await?;
        for (n, option) in (1_i64..).zip(&question.options) {
            sqlx::query(
                "INSERT INTO vote_options (vote_id, question, n, label, proposal_id, proposal_revision, cost_fen) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(vote.to_string())
            .bind(number)
            .bind(n)
            .bind(option.label.as_str())
            .bind(option.proposal.map(|proposal| proposal.to_string()))
            .bind(option.revision)
            .bind(option.cost.map(Fen::fen))
            .execute(&mut *conn)
            .await?;
        }
    }
    Ok(())
}

/// The questions of a vote in their order. Two statements.
pub(super) async fn of(conn: &mut AnyConnection, vote: VoteId) -> Result<Vec<Question>> {
    let rows = sqlx::query("SELECT text, purse, rule FROM vote_questions WHERE vote_id = $1 ORDER BY n")
        .bind(vote.to_string())
        .fetch_all(&mut *conn)
        .await?;
    let mut questions = rows
        .iter()
        .map(|row| {
            let text = row.opt_text("text")?.map(|text| Title::parse(&text)).transpose();
            Ok(Question {
                text: text.map_err(Error::broken)?,
                options: Vec::new(),
                purse: row.opt_text("purse")?.map(|json| serde_json::from_str(&json)).transpose()?,
                rule: serde_json::from_str(&row.text("rule")?)?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let rows = sqlx::query(
        "SELECT question, label, proposal_id, proposal_revision, cost_fen FROM vote_options \
         WHERE vote_id = $1 ORDER BY question, n",
    )
    .bind(vote.to_string())
    .fetch_all(&mut *conn)
    .await?;
    for row in &rows {
        let place = usize::try_from(row.int("question")? - 1).map_err(Error::broken)?;
        let question = questions.get_mut(place).ok_or_else(|| Error::broken("an option of no question"))?;
        question.options.push(Opt {
            label: Label::parse(&row.text("label")?).map_err(Error::broken)?,
            proposal: row.opt_parsed::<ProposalId>("proposal_id")?,
            revision: row.opt_int("proposal_revision")?,
            cost: row.opt_int("cost_fen")?.map(Fen::new).transpose().map_err(Error::broken)?,
        });
    }
    Ok(questions)
}
