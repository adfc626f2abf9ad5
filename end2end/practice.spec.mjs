// 练习投票: every form of ballot on a phone, by someone nobody knows. With scripts, sums run along and an order is made
// by buttons and by dragging; without, the same fields are typed into.

import assert from "node:assert/strict";
import { axe, eachMode } from "./harness.mjs";

const PRACTICE = "/c/chunhe/practice";

function ballot(page, hall, mode) {
  const text = () => page.locator("main").innerText();
  return {
    open: async (form) => {
      const answer = await page.goto(`${hall.url}${PRACTICE}/${form}`);
      assert.equal(answer.status(), 200);
      if (mode !== "nojs") await page.locator(".dock leptos-island[data-awake]").waitFor({ state: "attached" });
    },
    cast: async (status = 200) => {
      const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
      await page.locator(".dock button").click();
      assert.equal((await answered).status(), status);
      await page.waitForLoadState();
    },
    says: async (words) => {
      const shown = await text();
      assert.ok(shown.includes(words), `the page says “${words}”; it says:\n${shown}`);
    },
    look: async (shot) => {
      await axe(page, mode);
      await page.shot(`practice-${shot}`);
    },
    button: (name) => page.getByRole("button", { name, exact: true }),
  };
}

// The options with their places, from top to bottom.
const order = (page) =>
  page.locator(".ranking li[data-name]").evaluateAll((items) =>
    items.map((item) => item.dataset.name + item.querySelector("input").value));

eachMode("from the list of votes to a practice ballot, which is changed", async ({ page, hall, mode }) => {
  const { cast, says, look } = ballot(page, hall, mode);
  await page.goto(`${hall.url}/c/chunhe/votes`);
  await page.getByRole("link", { name: "第一次投票？先练习一次" }).click();
  await page.waitForLoadState();
  await says("什么都不会保存");
  await look("list");
  await page.getByRole("link", { name: /同意、反对、弃权/ }).click();
  await page.waitForLoadState();
  assert.equal(await page.locator("main :checked").count(), 0, "nothing is chosen beforehand");
  await look("agree");
  await cast(422);
  await says("这里还没有回答");
  await look("agree-unanswered");
  await page.getByText("同意", { exact: true }).click();
  await cast();
  await says("您投了：同意。");
  await says("练习 · 不能用来核对");
  await says("投票回执");
  await says("表决通过");
  await page.getByText("怎么算出来的").click();
  await says("参与够不够");
  const wide = await page.evaluate("document.documentElement.scrollWidth");
  assert.ok(wide <= 390, `the steps are ${wide} wide`);
  await look("agree-cast");
  // What was chosen is still there to be changed.
  assert.equal(await page.locator("main :checked").getAttribute("value"), "agree");
  await page.getByText("反对", { exact: true }).click();
  await cast();
  await says("您投了：反对。");
  await says("没有通过");
});

eachMode("each simple form says what it would record", async ({ page, hall, mode }) => {
  const { open, cast, says, look } = ballot(page, hall, mode);
  const pick = async (form, options, said) => {
    await open(form);
    await look(form);
    for (const option of options) await page.getByText(option, { exact: true }).click();
    await cast();
    await says(said);
    await look(`${form}-cast`);
  };
  await pick("pick", ["3 号楼的南面"], "您选了：3 号楼的南面。");
  await pick("one", ["弃权"], "您弃权了（算参加）。");
  await pick("approve", ["桂花", "菊花"], "您选了 2 项：桂花、菊花。");
  await open("each");
  await page.getByText("同意", { exact: true }).first().click();
  await page.getByText("弃权", { exact: true }).last().click();
  await cast();
  await says("北门早上六点开门（同意）、凉亭里不吸烟（弃权）");
  await look("each-cast");
});

eachMode("points and money are added up", async ({ page, hall, mode }) => {
  const { open, cast, says, look } = ballot(page, hall, mode);
  await open("points");
  await page.getByLabel("乒乓球台").fill("８");
  await page.getByLabel("象棋桌").fill("4");
  if (mode !== "nojs") await says("已给 12 分，超出 2 分");
  await cast(422);
  await says("请减去 2 分");
  await says("已给 12 分，超出 2 分");
  await look("points-over");
  await page.getByLabel("象棋桌").fill("2");
  await cast();
  await says("您给了：乒乓球台 8 分，象棋桌 2 分");

  await open("budget");
  await page.getByText("煮汤圆请大家吃").click();
  await page.getByText("请人舞龙").click();
  if (mode !== "nojs") await says("已选 2 项，共 1,050 元，超出 50 元");
  await look("budget");
  await cast(422);
  await says("选的加起来 1,050 元，超出 50 元");
  await page.getByText("请人舞龙").click();
  await page.getByText("门口挂灯串").click();
  await cast();
  await says("您选了 2 个项目，共 750 元：门口挂灯串、煮汤圆请大家吃。");
  await look("budget-cast");

  await open("score");
  await page.getByLabel("动画片").fill("5");
  await cast();
  await says("您给了：动画片 5 分");
});

eachMode("an order is made by thumb, by keyboard, by dragging, or typed", async ({ page, hall, mode }) => {
  const { open, cast, says, look, button } = ballot(page, hall, mode);
  await open("rank");
  await look("rank");
  if (mode === "nojs") {
    assert.equal(await page.locator(".ranking button:visible").count(), 0, "no button that does nothing");
    for (const [option, place] of [["天蓝", "1"], ["杏黄", "２"], ["米白", "2"]]) {
      await page.getByLabel(option, { exact: true }).fill(place);
    }
    await cast();
    await says("您的排序：第 1 位 天蓝，第 2 位 米白和杏黄；没有排：浅绿。");
    return;
  }
  for (const option of ["天蓝", "米白", "杏黄"]) await button(`排上 ${option}`).tap();
  assert.deepEqual(await order(page), ["天蓝1", "米白2", "杏黄3", "浅绿"]);
  const size = await button("杏黄往前一位").boundingBox();
  assert.ok(size.width >= 44 && size.height >= 44, "big enough for a thumb");

  // The keyboard stays on the button that moved.
  await button("杏黄往前一位").focus();
  await page.keyboard.press("Enter");
  assert.deepEqual(await order(page), ["天蓝1", "杏黄2", "米白3", "浅绿"]);
  assert.equal(await page.locator("fieldset [role=status]").innerText(), "杏黄：第 2 位");
  await page.keyboard.press("Enter");
  assert.deepEqual(await order(page), ["杏黄1", "天蓝2", "米白3", "浅绿"]);

  // Dragged to the top, and the one at the end out of the order.
  const drag = async (option, to) => {
    const grip = await page.locator(`li[data-name="${option}"] .ranking-grip`).boundingBox();
    const goal = await page.locator(`li[data-name="${to}"]`).boundingBox();
    const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
    const end = goal.y > y ? goal.y + goal.height - 4 : goal.y + 4;
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 8; step += 1) await page.mouse.move(x, y + ((end - y) * step) / 8);
    await page.mouse.up();
  };
  await drag("米白", "杏黄");
  assert.deepEqual(await order(page), ["米白1", "杏黄2", "天蓝3", "浅绿"]);
  await drag("天蓝", "浅绿");
  assert.deepEqual(await order(page), ["米白1", "杏黄2", "浅绿", "天蓝"]);
  await button("杏黄往后一位").tap();
  assert.deepEqual(await order(page), ["米白1", "杏黄", "浅绿", "天蓝"]);
  // What is typed counts as well, and may share a place.
  await page.getByLabel("天蓝", { exact: true }).fill("1");
  await look("rank-made");
  await cast();
  await says("您的排序：第 1 位 米白和天蓝；没有排：浅绿、杏黄。");
  await look("rank-cast");
});

eachMode("in large type", async ({ page, hall, mode }) => {
  const { open, look } = ballot(page, hall, mode);
  await page.goto(hall.url + PRACTICE);
  await page.locator("button[name=elder]").click();
  await page.waitForLoadState();
  for (const form of ["agree", "points", "rank", "budget"]) {
    await open(form);
    const wide = await page.evaluate("document.documentElement.scrollWidth");
    assert.ok(wide <= 390, `${form} is ${wide} wide`);
    await look(`${form}-elder`);
  }
});
