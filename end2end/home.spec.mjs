// The front door: what anyone sees who types the address.

import assert from "node:assert/strict";
import { axe, eachMode } from "./harness.mjs";

eachMode("the front page answers without an account", async ({ page, hall, mode }) => {
  const answer = await page.goto(hall.url);
  assert.equal(answer.status(), 200);
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  assert.equal(await page.locator("h1").count(), 1);
  await axe(page, mode);
  await page.shot("home");
});
