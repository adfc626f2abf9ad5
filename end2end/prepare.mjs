// Empties the results of the last run and makes the demo community that every spec gets a copy of.

import { mkdir, rm } from "node:fs/promises";
import { results, startHall, template } from "./hall.mjs";

await rm(results, { recursive: true, force: true });
await mkdir(template, { recursive: true });
await (await startHall(template)).stop();
