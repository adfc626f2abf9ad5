//! Stories of comments.

use crate::both::on_both;
use crate::world::World;
use domain::actor::Actor;
use domain::comments::{COMMENTS_PER_WINDOW, COMMENTS_WINDOW_MICROS, Order, QUIET_EDIT_MICROS, Stance};
use domain::issues::Category;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::time::HOUR;
use domain::words::{Body, CommentBody, Title};
use service::Error;
use service::comments::{self, Extent, NewComment, Placed, Subject, ThreadView};
use service::issues::{self, NewIssue};
use service::notices;

/// A discussion under one issue.
pub(crate) struct Talk {
    pub(crate) world: World,
    pub(crate) subject: Subject,
    pub(crate) raiser: Actor,
}

pub(crate) fn words(text: &str) -> CommentBody {
    CommentBody::parse(text).expect("a comment")
}

impl Talk {
    pub(crate) async fn begin(world: World) -> Self {
        let raiser = world.resident("陈提事").await;
        let issue = NewIssue {
            community: world.community.id,
            title: Title::parse("讲堂路非机动车乱停").unwrap(),
            body: Body::parse("占了盲道。").unwrap(),
            category: Category::Parking,
            compound: Some(world.compound),
            building: None,
            entrance: None,
        };
        let key = world.at.hall.new_id();
        let number = issues::raise_issue(&world.at.hall, &raiser, key, issue).await.unwrap();
        let mut snapshot = world.at.hall.read().await.unwrap();
        let subject = comments::subject(&mut snapshot, &world.community, number, None).await.unwrap();
        drop(snapshot);
        Self { world, subject, raiser }
    }

    pub(crate) async fn say(&self, who: &Actor, text: &str) -> i64 {
        self.post(who, NewComment::on(&self.subject, words(text))).await.unwrap()
    }

    pub(crate) async fn reply(&self, who: &Actor, to: i64, text: &str) -> i64 {
        let new = NewComment { answers: Some(to), ..NewComment::on(&self.subject, words(text)) };
        self.post(who, new).await.unwrap()
    }

    pub(crate) async fn post(&self, who: &Actor, new: NewComment) -> service::Result<i64> {
        let hall = &self.world.at.hall;
        comments::post_comment(hall, who, hall.new_id(), self.world.community.id, new).await
    }

    pub(crate) async fn view(&self, who: &Actor, order: Order, extent: Extent) -> ThreadView {
        let mut snapshot = self.world.at.hall.read().await.unwrap();
        comments::thread(&mut snapshot, who, self.subject.clone(), order, extent).await.unwrap()
    }

    pub(crate) async fn comment(&self, who: &Actor, number: i64) -> Placed {
        let mut snapshot = self.world.at.hall.read().await.unwrap();
        comments::comment(&mut snapshot, who, &self.world.community, 1, number).await.unwrap()
    }

    pub(crate) async fn edit(&self, who: &Actor, number: i64, text: &str) -> service::Result<()> {
        let placed = self.comment(who, number).await;
        let hall = &self.world.at.hall;
        let id = placed.comment.id;
        comments::edit_comment(hall, who, hall.new_id(), id, placed.revision, words(text)).await
    }
}

fn outline(view: &ThreadView) -> String {
    let number = |comment: &comments::Comment| comment.number.to_string();
    view.threads
        .iter()
        .map(|thread| {
            let replies: Vec<_> = thread.replies.iter().map(|reply| number(&reply.comment)).collect();
            format!("{}({})", number(&thread.top), replies.join(" "))
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_discussion_is_read_in_three_orders() {
    on_both(|at| async move {
        let talk = Talk::begin(World::furnish(at).await).await;
        let (zhou, wu) = (talk.world.resident("周一").await, talk.world.resident("吴二").await);
        let ask = |text: &str| NewComment {
            stance: Some(Stance::Question),
            ..NewComment::on(&talk.subject, words(text))
        };
        let agree =
            NewComment { stance: Some(Stance::For), ..NewComment::on(&talk.subject, words("赞成")) };
        assert_eq!(talk.post(&zhou, agree).await.unwrap(), 1);
        assert_eq!(talk.post(&zhou, ask("谁来管？")).await.unwrap(), 2);
        assert_eq!(talk.reply(&zhou, 2, "自己补一句").await, 3);
        assert_eq!(talk.post(&wu, ask("要花钱吗？")).await.unwrap(), 4);
        assert_eq!(talk.reply(&zhou, 4, "不用").await, 5);
        assert_eq!(talk.reply(&wu, 5, "好").await, 6);
        assert_eq!(talk.reply(&talk.raiser, 4, "社区出").await, 7);
        let view = talk.view(&zhou, Order::Oldest, Extent::Page(1)).await;
        assert_eq!(outline(&view), "1() 2(3) 4(5 6 7)");
        assert_eq!(view.threads[2].replies[1].answers, Some(("周一".to_owned(), 5)));
        assert_eq!(view.threads[2].replies[0].answers, None);
        assert_eq!(
            (view.counts.all, view.counts.in_favour, view.counts.questions, view.counts.unanswered),
            (7, 1, 2, 1),
            "a question its own author went on with is not answered"
        );
        let newest = talk.view(&zhou, Order::Newest, Extent::Page(1)).await;
        assert_eq!(outline(&newest), "4(5 6 7) 2(3) 1()");
        let open = talk.view(&Actor::Visitor, Order::Open, Extent::All).await;
        assert_eq!(outline(&open), "2(3) 4(5 6 7) 1()");
    });
}

#[test]
fn twenty_threads_a_page_and_a_permalink_knows_its_page() {
    on_both(|at| async move {
        let talk = Talk::begin(World::furnish(at).await).await;
        for n in 1..=45 {
            if n % 20 == 0 {
                talk.world.at.clock.advance(COMMENTS_WINDOW_MICROS);
            }
            talk.say(&talk.raiser, &format!("第{n}句")).await;
        }
        let reply = talk.reply(&talk.raiser, 21, "接着说").await;
        for (page, threads, shown) in [(1, 20, 1), (2, 20, 2), (3, 5, 3), (9, 5, 3), (-1, 20, 1)] {
            let view = talk.view(&Actor::Visitor, Order::Oldest, Extent::Page(page)).await;
            assert_eq!((view.threads.len(), view.pages), (threads, 3), "{page}");
            assert_eq!(view.extent, Extent::Page(shown));
        }
        assert_eq!(talk.view(&Actor::Visitor, Order::Newest, Extent::All).await.threads.len(), 45);
        for (number, page) in [(1, 1), (20, 1), (21, 2), (reply, 2), (45, 3)] {
            assert_eq!(talk.comment(&Actor::Visitor, number).await.page, page, "{number}");
        }
    });
}

#[test]
fn a_reply_is_told_to_whom_it_answers_and_to_nobody_else() {
    on_both(|at| async move {
        let talk = Talk::begin(World::furnish(at).await).await;
        let (zhou, wu) = (talk.world.resident("周一").await, talk.world.resident("吴二").await);
        let first = talk.say(&zhou, "灯要**装高**").await;
        talk.reply(&zhou, first, "我再说一句").await;
        let second = talk.reply(&wu, first, "好，写进去").await;
        let mut snapshot = talk.world.at.hall.read().await.unwrap();
        let community = talk.world.community.id;
        let told = notices::unseen(&mut snapshot, &zhou, community, 9).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].extract, "好，写进去");
        assert_eq!(told[0].path, format!("comments/1-{second}"));
        assert!(notices::unseen(&mut snapshot, &wu, community, 9).await.unwrap().is_empty());
    });
}

#[test]
fn an_edit_leaves_no_mark_for_ten_minutes_and_then_keeps_what_was_said() {
    on_both(|at| async move {
        let talk = Talk::begin(World::furnish(at).await).await;
        let (zhou, wu) = (talk.world.resident("周一").await, talk.world.resident("吴二").await);
        let number = talk.say(&zhou, "一").await;
        let stale = talk.comment(&zhou, number).await;
        talk.world.at.clock.advance(QUIET_EDIT_MICROS);
        talk.edit(&zhou, number, "二").await.unwrap();
        assert_eq!(talk.comment(&wu, number).await.comment.words().unwrap().edited_at, None);
        talk.world.at.clock.advance(1);
        talk.edit(&zhou, number, "三").await.unwrap();
        let placed = talk.comment(&wu, number).await;
        assert_eq!(placed.comment.words().unwrap().edited_at, Some(talk.world.at.hall.now()));
        let mut snapshot = talk.world.at.hall.read().await.unwrap();
        let said = comments::revisions(&mut snapshot, &wu, &talk.world.community, placed.comment.id).await;
        let said: Vec<_> = said.unwrap().into_iter().map(|own| (own.number, own.html)).collect();
        assert_eq!(said, [(2, "<p>三</p>\n".to_owned()), (1, "<p>二</p>\n".to_owned())]);
        drop(snapshot);
        // Another tab still shows the first revision.
        let hall = &talk.world.at.hall;
        let id = stale.comment.id;
        let late = comments::edit_comment(hall, &zhou, hall.new_id(), id, stale.revision, words("四")).await;
        assert!(matches!(late, Err(Error::Refused(Problem::ChangedMeanwhile))));
        let other = talk.edit(&wu, number, "五").await;
        assert!(matches!(other, Err(Error::Denied(Denied::NotTheAuthor))));
    });
}

#[test]
fn a_formal_answer_needs_a_seat_and_shows_it() {
    on_both(|at| async move {
        let talk = Talk::begin(World::furnish(at).await).await;
        let (zhou, li) = (talk.world.resident("周一").await, talk.world.councillor("李三").await);
        let formally = NewComment { officially: true, ..NewComment::on(&talk.subject, words("要表决")) };
        let refused = talk.post(&zhou, formally.clone()).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::NoSeat))));
        let number = talk.post(&li, formally).await.unwrap();
        let placed = talk.comment(&Actor::Visitor, number).await;
        assert_eq!(placed.comment.words().unwrap().speaker(), "居民议事会委员");
    });
}

#[test]
fn who_floods_is_slowed_down_for_an_hour() {
    on_both(|at| async move {
        let talk = Talk::begin(World::furnish(at).await).await;
        let zhou = talk.world.resident("周一").await;
        for n in 0..COMMENTS_PER_WINDOW {
            talk.say(&zhou, &format!("第{n}句")).await;
        }
        let one_more = || NewComment::on(&talk.subject, words("再说一句"));
        let refused = talk.post(&zhou, one_more()).await;
        assert!(matches!(refused, Err(Error::Refused(Problem::SlowDown))));
        talk.say(&talk.raiser, "别人照样能说").await;
        talk.world.at.clock.advance(HOUR);
        talk.post(&zhou, one_more()).await.unwrap();
    });
}

#[test]
fn strangers_visitors_and_wrong_places_are_refused() {
    on_both(|at| async move {
        let talk = Talk::begin(World::furnish(at).await).await;
        let on = |text: &str| NewComment::on(&talk.subject, words(text));
        let visitor = talk.post(&Actor::Visitor, on("喂")).await;
        assert!(matches!(visitor, Err(Error::Denied(Denied::NotSignedIn))));
        let person = talk.world.person("路人").await;
        let member = talk.world.account(person, "路人").await;
        let stranger = talk.world.actor(member).await;
        let refused = talk.post(&stranger, on("喂")).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::NotOfCommunity))));
        let nowhere = NewComment { answers: Some(99), ..on("喂") };
        assert!(matches!(talk.post(&talk.raiser, nowhere).await, Err(Error::NotFound)));
        let no_proposal = NewComment { proposal: Some(talk.world.at.hall.new_id()), ..on("喂") };
        assert!(matches!(talk.post(&talk.raiser, no_proposal).await, Err(Error::NotFound)));
    });
}

#[test]
fn comments_written_at_once_get_numbers_of_their_own() {
    on_both(|at| async move {
        let talk = Talk::begin(World::furnish(at).await).await;
        let mut all = tokio::task::JoinSet::new();
        for n in 0..20 {
            let (hall, who) = (talk.world.at.hall.clone(), talk.raiser.clone());
            let new = NewComment::on(&talk.subject, words(&format!("第{n}句")));
            let (key, community) = (hall.new_id(), talk.world.community.id);
            all.spawn(async move { comments::post_comment(&hall, &who, key, community, new).await });
        }
        let mut numbers: Vec<i64> = all.join_all().await.into_iter().map(Result::unwrap).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    });
}
