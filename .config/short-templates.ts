import type { Plugin } from "vite";

const tags = new Set(["css", "html", "svg"]);

/** What this file reads of a syntax tree. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface TaggedTemplate extends Node {
  readonly tag: Node & { readonly name?: string };
  readonly quasi: { readonly quasis: readonly Node[] };
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value;

function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const child of Object.values(node).flat() as unknown[]) {
    if (isNode(child)) yield* nodesIn(child);
  }
}

/** Text between the values of a style sheet or of markup, where a line's indent says no more than one space. */
const shorten = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ");

/** Takes the indents out of Lit's templates, which no minifier looks into. */
export function shortTemplates(): Plugin {
  return {
    name: "short-templates",
    apply: "build",
    enforce: "post",
    transform: {
      filter: { id: /\/web\/.*\.ts$/, code: /\b(?:css|html|svg)`/ },
      handler(code) {
        const texts = [...nodesIn(this.parse(code) as Node)]
          .filter((node): node is TaggedTemplate => node.type === "TaggedTemplateExpression")
          .filter(({ tag }) => tag.name !== undefined && tags.has(tag.name))
          .flatMap(({ quasi }) => quasi.quasis)
          .toSorted((a, b) => b.start - a.start);
        return {
          code: texts.reduce(
            (short, { start, end }) =>
              short.slice(0, start) + shorten(short.slice(start, end)) + short.slice(end),
            code,
          ),
          map: null,
        };
      },
    },
  };
}
