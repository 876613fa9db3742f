// `node overlaps_with_duckdb.mjs blocks.csv overlaps.sql`: DuckDB by its package for Node, @duckdb/node-api, which is looked
// for beside this file and where NODE_PATH says.
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";

const require = createRequire(import.meta.url);
const {DuckDBInstance} = require("@duckdb/node-api");
const [file, query] = process.argv.slice(2);
if (file === undefined) process.exit(0); // only asked whether it is there
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run(`CREATE TABLE blocks AS SELECT * FROM read_csv('${file.replaceAll("'", "''")}')`);
const rows = (await connection.runAndReadAll(readFileSync(query, "utf8"))).getRows();
console.log(rows[0].join(" "));
