// The real server, with a demo community of its own that nothing else reads or writes.

import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const here = import.meta.dirname;
const server = process.env.YISHI ?? join(here, "../target/debug/yishi");

export const results = join(here, "results");
// A demo community that `prepare.mjs` had made once; copying it is quicker than making it for every spec and mode.
export const template = join(results, "template");

// Starts a server on a free port with its own copy of the demo community, or makes one in `data`.
export async function startHall(data) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), "yishi-e2e-")));
  if (!data) await cp(template, folder, { recursive: true });
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(server, ["demo", "--data", folder, "--address", address], { stdio: ["ignore", "pipe", "pipe"] });
  const hall = { url: `http://${address}`, folder, printed: "" };
  const exit = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (hall.printed += text));
  // Only this server: by its own process id.
  hall.stop = async () => {
    child.kill("SIGTERM");
    await exit;
    if (!data) await rm(folder, { recursive: true, force: true });
  };
  let gone = false;
  exit.then(() => (gone = true));
  while (!gone) {
    if (await fetch(hall.url).then((answer) => answer.body?.cancel() ?? true, () => false) !== false) return hall;
    await pause(100);
  }
  await hall.stop();
  throw new Error(`${server} ended before it answered:\n${hall.printed}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
