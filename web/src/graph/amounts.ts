/** Amounts as people read them. */

/** Yuan, written out, as 万元 with two decimals or as many as it has; nothing is rounded, for the point is only moved. */
export function wan(yuan: string): string {
  const [, sign = "", whole = "0", rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(yuan) ?? [];
  const padded = whole.padStart(5, "0");
  const left = padded.slice(0, -4).replace(/\B(?=(\d{3})+$)/g, ",");
  const right = (padded.slice(-4) + rest).replace(/0+$/, "").padEnd(2, "0");
  return `${sign}${left}.${right}`;
}
