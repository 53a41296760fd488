// Read the GIFT at argv[3] with gift-pegjs, which lies in the folder argv[2], and print what it holds as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const found = createRequire(pathToFileURL(process.argv[2] + "/")).resolve("gift-pegjs");
const module = await import(pathToFileURL(found));
const parse = module.parse ?? module.default.parse;
process.stdout.write(JSON.stringify(parse(readFileSync(process.argv[3], "utf8"))));
