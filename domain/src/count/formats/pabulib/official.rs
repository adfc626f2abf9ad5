//! Holding a count against the organiser's own result.

use crate::count::budget::election::{Election, ProjectId};

/// How a count and the column `selected` compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Projects that the organiser's rule selected and the count does not, in the file's order.
    pub missed: Vec<ProjectId>,
    /// Projects that the count selects and the organiser's rule did not.
    pub added: Vec<ProjectId>,
    /// Projects that got their money in another way (`selected` above 1); whether the count selects them is not
    /// compared.
    pub otherwise: Vec<ProjectId>,
}

impl Comparison {
    /// Whether the count selects what the organiser's rule selected.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.missed.is_empty() && self.added.is_empty()
    }
}

/// Compares `winners` with the file's result; `None` if the file has none.
#[must_use]
pub fn compare(election: &Election, winners: &[ProjectId]) -> Option<Comparison> {
    if election.projects.iter().all(|project| project.selected.is_none()) {
        return None;
    }
    let mut comparison = Comparison { missed: Vec::new(), added: Vec::new(), otherwise: Vec::new() };
    for project in &election.projects {
        let list = match (project.selected.unwrap_or(0), winners.contains(&project.id)) {
            (0, true) => &mut comparison.added,
            (1, false) => &mut comparison.missed,
            (0, false) | (1, true) => continue,
            _ => &mut comparison.otherwise,
        };
        list.push(project.id.clone());
    }
    Some(comparison)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::budget::election::{Form, Money, Project};

    #[test]
    fn only_what_the_rule_selected_is_compared() {
        let project = |id, selected| Project { selected, ..Project::new(id, Some(Money(1))) };
        let projects = [("a", Some(1)), ("b", Some(0)), ("c", Some(2)), ("d", None)];
        let projects = projects.map(|(id, selected)| project(id, selected)).to_vec();
        let election = Election::new(0, Money(2), Form::Approval, projects, []);
        let ids = |ids: &[&str]| ids.iter().map(|id| ProjectId::new(id)).collect::<Vec<_>>();
        for (winners, missed, added) in
            [(&["a"][..], &[][..], &[][..]), (&["a", "c"], &[], &[]), (&["b", "d"], &["a"], &["b", "d"])]
        {
            let comparison = compare(&election, &ids(winners)).expect("the file has a result");
            assert_eq!((&comparison.missed, &comparison.added), (&ids(missed), &ids(added)));
            assert_eq!(
                (comparison.is_same(), &comparison.otherwise),
                (missed.is_empty() && added.is_empty(), &ids(&["c"]))
            );
        }
        let none = Election::new(0, Money(2), Form::Approval, vec![project("a", None)], []);
        assert_eq!(compare(&none, &[]), None);
    }
}
