/** Just enough Python and C++ colouring for the page's own short samples. */

export type CodeKind = "plain" | "comment" | "string" | "keyword" | "number";

export interface CodeToken {
  readonly kind: CodeKind;
  readonly text: string;
}

const keywords =
  "and as assert auto break class const constexpr continue def del double elif else except float for from global if import in int is lambda " +
  "None not or pass return self static struct template True False try typename using while with yield";
const pattern = new RegExp(
  [
    /(?<comment>#(?!include)[^\n]*|\/\/[^\n]*)/,
    /(?<string>[rf]?"(?:[^"\\\n]|\\.)*"|[rf]?'(?:[^'\\\n]|\\.)*')/,
    /(?<number>(?<![\w.])-?\d+(?:\.\d*)?(?:e[+-]?\d+)?f?\b)/,
    new RegExp(`(?<keyword>\\b(?:${keywords.replaceAll(" ", "|")})\\b)`),
  ]
    .map((part) => part.source)
    .join("|"),
  "g",
);

/** Cuts source text into coloured pieces; joined again they are the text. */
export function highlight(source: string): CodeToken[] {
  const tokens: CodeToken[] = [];
  let end = 0;
  for (const match of source.matchAll(pattern)) {
    if (match.index > end) tokens.push({ kind: "plain", text: source.slice(end, match.index) });
    const kind = (Object.keys(match.groups ?? {}) as CodeKind[]).find(
      (name) => match.groups?.[name] !== undefined,
    );
    tokens.push({ kind: kind ?? "plain", text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < source.length) tokens.push({ kind: "plain", text: source.slice(end) });
  return tokens;
}
