//! Joint requests: started, signed head by head, answered by the convenor.

use super::Player;
use crate::demo::content::requests::REQUESTS;
use crate::demo::dice::Dice;
use crate::demo::found::words;
use crate::demo::plan::compound_at;
use crate::demo::script::SIGNING_DAYS;
use crate::demo::sql;
use crate::requests::{self, NewRequest};
use crate::{Error, Result};
use domain::problem::Problem;
use domain::words::{Body, Reason, Title};

impl Player<'_> {
    pub(super) async fn start_request(&mut self, request: usize) -> Result<()> {
        let what = &REQUESTS[request];
        let compound = self.ground.compounds[compound_at(what.compound)];
        let actor = self.voice(what.author).await?;
        let new = NewRequest {
            compound,
            title: words(Title::parse(what.title))?,
            body: words(Body::parse(what.body))?,
            matter: Some(super::votes::owners_matter(what.item)?),
        };
        let key = self.key();
        let number = requests::start_request(self.hall, &actor, key, new).await?;
        let id = sql::request_id(self.hall, compound, number).await?;
        self.requests.insert(request, id);
        Ok(())
    }

    /// The signatures of one of the days.
    pub(super) async fn sign_request(&mut self, request: usize, part: usize) -> Result<()> {
        let what = &REQUESTS[request];
        let id = *self.requests.get(&request).ok_or_else(|| Error::broken("not started yet"))?;
        let compound = compound_at(what.compound);
        let owners = self.owning(compound);
        let mut owners = Dice::of(what.key).shuffled(owners);
        owners.retain(|account| self.plan.accounts[*account].display != what.author);
        // Nearly one head an owner: the roll has few who own several.
        owners.truncate(owners.len() * usize::from(what.heads) / 930);
        let (from, until) = (owners.len() * part / SIGNING_DAYS, owners.len() * (part + 1) / SIGNING_DAYS);
        for account in &owners[from..until] {
            let actor = self.actor(*account).await?;
            match requests::sign_request(self.hall, &actor, id).await {
                // A co-owner has signed for the head they share.
                Ok(()) | Err(Error::Refused(Problem::AlreadyDone)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    pub(super) async fn answer_request(&mut self, request: usize) -> Result<()> {
        let Some(answer) = &REQUESTS[request].answer else { return Ok(()) };
        let id = *self.requests.get(&request).ok_or_else(|| Error::broken("not started yet"))?;
        let convenor = self.seated(answer.by).first().copied();
        let actor = self.actor(convenor.ok_or_else(|| Error::broken("no convenor"))?).await?;
        let key = self.key();
        requests::answer_request(self.hall, &actor, key, id, words(Reason::parse(answer.text))?).await
    }

    /// Accounts whose holders own a flat in a compound.
    pub(super) fn owning(&self, compound: usize) -> Vec<usize> {
        let owns = |person: usize| {
            self.plan
                .units_of(compound)
                .any(|unit| unit.kind == domain::roll::UnitKind::Flat && unit.owners.contains(&person))
        };
        let accounts = self.plan.accounts.iter().enumerate();
        accounts.filter(|(_, account)| account.person.is_some_and(owns)).map(|(at, _)| at).collect()
    }
}
