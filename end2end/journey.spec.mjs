// The main job, end to end, on a phone: a newcomer joins by code, raises an issue, proposes, comments, co-signs, votes,
// changes the vote and reads the decision; the council hides a comment; the committee publishes.

import assert from "node:assert/strict";
import { hands } from "./hands.mjs";
import { eachMode } from "./harness.mjs";

const HOME = "/c/chunhe";

eachMode("a newcomer joins by code, and the slip's page spends nothing", async ({ page, hall, mode }) => {
  const { go, press, fill, says, signIn, look } = hands(page, hall, mode);
  await signIn("laowen");
  await go(`${HOME}/officers/people`);
  await fill("words", "王");
  await press("查找");
  await page.locator("main .list a, main table a").first().click();
  await press("发一个加入码");
  const code = (await page.locator("body").innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
  await look("join-code-issued");

  await page.context().clearCookies();
  await go(`/join/${code}`);
  await go(`/join/${code}`);
  await look("join-invitation");
  await press("是我，加入");
  await look("joined");
  await go("/me");
  await says("设备");
  await look("me");

  await page.context().clearCookies();
  await go("/join");
  await fill("code", code);
  await press("下一步");
  await says("加入码不对、已用过或已过期");
  await look("join-spent");
});

eachMode("an issue is raised, answered by a proposal, co-signed and talked through", async ({ page, hall, mode }) => {
  const { go, press, fill, says, signIn, look } = hands(page, hall, mode);
  await signIn("xiaolin");
  await go(`${HOME}/issues/new`);
  await fill("title", "");
  await fill("body", "二单元门口的灯坏了三个晚上。");
  await press("提出这件事");
  await says("处要改");
  assert.equal(await page.locator("[name=body]").inputValue(), "二单元门口的灯坏了三个晚上。");
  await look("issue-form-refused");
  await fill("title", "二单元门口的灯坏了");
  await page.locator("[name=category]").selectOption("facilities");
  await press("提出这件事");
  await says("已经提出");
  await look("issue-raised");
  const issue = new URL(page.url()).pathname;

  await go(`${issue}/proposals/new`);
  await fill("title", "换成感应灯");
  await fill("body", "## 做法\n\n装两盏**感应灯**，灯罩朝下。");
  await fill("cost", "260");
  await page.locator("main .dock button.button-primary").click();
  await page.waitForURL(/proposals\/1\?ok=/);
  await look("proposal");

  await go(issue);
  await page.locator("form:has([name=stance]) [name=body], form:has(#body) [name=body]").first().fill("灯要装高一点，别照到一楼窗户。");
  await page.locator("form:has([name=stance]) button.button-primary").first().click();
  await page.waitForURL(/ok=|comments/);
  await says("别照到一楼窗户");
  await look("issue-with-comment");

  await signIn("laowen");
  await go(`${issue}/proposals/1`);
  await page.locator('main button[name="sign"][value="1"]').first().click();
  await page.waitForURL(/ok=/);
  await look("proposal-cosigned");
});

eachMode("a ballot is cast, read back, and changed", async ({ page, hall, mode }) => {
  const { go, says, signIn, look } = hands(page, hall, mode);
  await signIn("xiaolin");
  await go(HOME);
  await look("home-resident");
  await page.getByRole("link", { name: "去投票" }).first().click();
  await page.waitForLoadState();
  await says("业主大会表决");
  assert.equal(await page.locator("main input[type=radio]:checked").count(), 0, "nothing is preselected");
  await look("vote");
  const vote = new URL(page.url()).pathname;

  const cast = async (answer) => {
    await go(vote);
    for (const group of await page.locator("form.ballot fieldset").all()) await group.getByText(answer, { exact: true }).click();
    await page.locator("form.ballot .dock button").click();
    await page.waitForURL(/ok=/);
    await says(`您投了：${answer}。`);
  };
  await cast("同意");
  await look("vote-recorded");
  await cast("反对");
  await look("vote-changed");
});

eachMode("decisions and outcomes are read without an account, also in large type", async ({ page, hall, mode }) => {
  const { go, says, look } = hands(page, hall, mode);
  await go(`${HOME}/decisions`);
  await look("decisions");
  await page.locator("main a.cover").first().click();
  await page.waitForLoadState();
  await says("已公布");
  await look("decision");
  await go(`${HOME}/votes/3`);
  await says("参与够不够");
  await says("同意够不够");
  await look("outcome");
  await go(`${HOME}/issues/9`);
  await look("issue-long-thread");
  await go(HOME);
  await page.locator("button[name=elder]").click();
  await page.waitForLoadState();
  assert.equal(await page.locator("html").getAttribute("class"), "elder");
  await look("home-elder");
  await go(`${HOME}/votes/3`);
  await look("outcome-elder");
});

eachMode("the council hides a comment with a reason, and the register names the seat", async ({ page, hall, mode }) => {
  const { go, pick, says, signIn, look } = hands(page, hall, mode);
  await signIn("xiaolin");
  await go(`${HOME}/issues/9/comments`);
  await page.locator("main [name=body]").fill("某某家电话是 13800000000，大家打。");
  await page.locator("form:has([name=stance]) button.button-primary").click();
  await page.waitForURL(/ok=/);
  const own = page.locator(".comment, .comment-reply").filter({ hasText: "某某家电话" }).first();
  const id = await own.getAttribute("id");

  await signIn("laoxu");
  await go(`${HOME}/comments/9-${id.replace(/\D/g, "")}/hide`);
  await pick("reason", "personal_data");
  await look("hide-form");
  await page.locator("main .dock button").click();
  await page.waitForURL(/ok=/);
  await look("hidden");
  await page.context().clearCookies();
  await go(`${HOME}/register`);
  await says("公开他人信息");
  assert.ok(!(await page.content()).includes("13800000000"), "what was hidden is not in the register");
  await look("register");
});

eachMode("the committee publishes a decision of its own", async ({ page, hall, mode }) => {
  const { go, fill, says, signIn, look } = hands(page, hall, mode);
  await signIn("laowen");
  await go(`${HOME}/decisions/new`);
  await page.getByRole("radio", { name: /业主委员会/ }).check({ force: true });
  await fill("title", "关于值班时间的决定");
  await fill("text", "委员会每周六上午九点到十一点在门卫室值班。");
  await fill("reasons", "住户反映找不到人。");
  await page.locator('main [name="basis"][value="meeting"]').check({ force: true });
  await fill("day", new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10));
  await fill("signed_by", "温国强\n李秀英\n王建军\n陈志明");
  await page.locator('button[name="act"][value="preview"]').click();
  await page.waitForLoadState();
  await look("decision-preview");
  await page.locator('button[name="act"][value="publish"]').click();
  await page.waitForURL(/ok=/);
  await says("已公布");
  await look("decision-published");
});
