// 异议: somebody objects in public, the committee answers in public, a founded one has the vote counted anew, a vote is
// annulled; and what the sub-district orders strikes an outcome and is said wherever something rests on it.

import assert from "node:assert/strict";
import { hands } from "./hands.mjs";
import { eachMode } from "./harness.mjs";

const HOME = "/c/chunhe";
// A counted consultation whose objections are open; one on charging that owners have passed, and that was published.
const VOTE = `${HOME}/votes/8`;
const CHARGING = `${HOME}/votes/3`;

// The objection with this number on the vote's page.
const objection = (page, number) => page.locator(`#o-${number}`);

eachMode("objections are answered in public, and a founded one leads to a recount", async ({ page, hall, mode }) => {
  const { go, press, fill, pick, says, signIn, look } = hands(page, hall, mode);
  await signIn("xiaolin");
  const object = async (kind, text) => {
    await go(VOTE);
    await page.getByRole("link", { name: "提异议" }).click();
    await page.waitForURL(/objections$/);
    await pick("kind", kind);
    await fill("text", text);
    await press("公开提出");
    await says("异议已经公开提出");
  };
  await object("roll", "我名下的房屋已经合并登记，名册上请核对我这一条。");
  await object("procedure", "公告里写的截止时间和页面上的不一样，请按原票再数一遍。");
  await says("等待答复");
  await look("objections-made");

  await signIn("laowen");
  await go(`${HOME}/officers`);
  await says("3 条异议等您答复");
  await look("objections-desk");
  await page.getByRole("link", { name: /3 条异议等您答复/ }).click();
  await page.waitForLoadState();
  const answer = async (number, finding, words) => {
    await objection(page, number).getByRole("link", { name: "答复" }).click();
    await page.waitForURL(/objections\/\d+/);
    await pick("finding", finding);
    await fill("answer", words);
    if (number === 3) await look("objections-answer");
    await press("公开答复");
    await says("答复已经公开");
  };
  await answer(1, "without_effect", "公告第二天才贴上，以后提前三天贴。投票人数够，不影响结果。");
  await answer(2, "unfounded", "名册上只列了您一次，没有重复。");
  await go(`${VOTE}/conduct`);
  await says("1 条异议等您答复");
  await page.getByRole("link", { name: /1 条异议等您答复/ }).click();
  await page.waitForLoadState();
  await answer(3, "recount", "截止时间写错了一处，票没有少，重新数一遍。");
  // First and second count.
  await says("第 1 次计票（已被重新计票取代）");
  await page.getByText("第 1 次计票").click();
  await says("第 3 号异议成立，按原票重新数了一遍，结果一字不差。");
  await look("objections-recounted");
  await page.context().clearCookies();
  await go(VOTE);
  await says("成立，重新计票");
  assert.equal(await page.getByRole("link", { name: "答复", exact: true }).count(), 0, "only who conducts it answers");
});

eachMode("a vote is annulled with its reason, and its outcome struck", async ({ page, hall, mode }) => {
  const { go, press, fill, says, signIn, look } = hands(page, hall, mode);
  await signIn("laowen");
  await go(VOTE);
  await page.getByRole("link", { name: "作废、责令改正与撤销" }).click();
  await page.waitForURL(/orders$/);
  assert.equal(await page.locator("main [name=reason]").isVisible(), false, "one act at a time, when it is asked for");
  await page.locator("summary", { hasText: "作废这次表决" }).click();
  await look("annul");
  await press("作废这次表决");
  assert.equal(await page.locator("main [name=reason]").isVisible(), true, "what is missing is there to be mended");
  await fill("reason", "公告时间不够，经业主委员会会议决定作废，下个月重新征询。");
  await press("作废这次表决");
  await says("已经作废，原因已公开");
  await says("本次表决已经作废，下面的结果不再算数。");
  assert.match(await page.locator("h1").innerText(), /^已作废：/);
  assert.equal(await page.locator("h1 + p > s").count(), 1, "the verdict is struck");
  await look("annulled");
});

eachMode("an order of the sub-district strikes an outcome wherever it is told", async ({ page, hall, mode }) => {
  const { go, press, fill, pick, says, signIn, look } = hands(page, hall, mode);
  await signIn("laowen");
  await go(`${CHARGING}/orders`);
  await page.locator("summary", { hasText: "登记街道或法院的文书" }).click();
  await pick("kind", "street_revoked");
  await fill("document", "春街办〔2026〕18号");
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await fill("issued", today);
  await fill("issuer", "春和街道办事处");
  await fill("text", "公告没有写明收费标准的依据，撤销本次表决结果。");
  await look("order");
  await press("公开登记");
  await says("已经公开登记");
  await says("街道撤销");
  await look("order-entered");

  await page.context().clearCookies();
  const rests = "这项决定所依据的表决已经作废。";
  await go(`${HOME}/decisions`);
  const card = page.locator("main .card").filter({ hasText: rests });
  assert.equal(await card.count(), 1, "the list says so, of the one that rests on it");
  await look("decisions-void");
  await card.locator("a.cover").click();
  await page.waitForLoadState();
  await says(rests);
  const feed = await (await fetch(`${hall.url}${HOME}/decisions/feed`)).text();
  assert.equal(feed.split(rests).length - 1, 1, "so does the feed");
});
