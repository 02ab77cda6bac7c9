/** The graph page. */

import "./page.css";
import { byId } from "../element";
import { Explorer } from "./explorer";

const mount = byId("explorer");
void new Explorer(mount).begin(JSON.parse(mount.dataset["starts"] || "[]") as string[]);
