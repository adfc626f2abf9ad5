// What every spec's people do: go somewhere, fill in, press, read, sign in as somebody of the demo.

import assert from "node:assert/strict";
import { axe } from "./harness.mjs";

const PASSWORD = "you-shi-da-jia-yi";

// A hand-held page: links and buttons by their words, as people find them.
export function hands(page, hall, mode) {
  const go = async (path) => {
    const answer = await page.goto(hall.url + path);
    assert.ok(answer.status() < 400, `${path}: ${answer.status()}`);
  };
  return {
    go,
    press: async (name) => {
      await page.getByRole("button", { name, exact: true }).first().click();
      await page.waitForLoadState();
    },
    fill: (name, text) => page.locator(`main [name="${name}"]`).first().fill(text),
    pick: (name, value) => page.locator(`main [name="${name}"][value="${value}"]`).first().check({ force: true }),
    says: async (words) => {
      const text = await page.locator("body").innerText();
      assert.ok(text.includes(words), `the page says “${words}”; it says:\n${text}`);
    },
    signIn: async (login) => {
      await page.context().clearCookies();
      await go("/sign-in");
      await page.locator('[name="login"]').fill(login);
      await page.locator('[name="password"]').fill(PASSWORD);
      await page.locator('form:has([name="password"]) button').click();
      await page.waitForURL(/ok=/);
    },
    look: async (shot) => {
      await axe(page, mode);
      await page.shot(shot);
    },
  };
}
