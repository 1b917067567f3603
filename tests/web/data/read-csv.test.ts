import { describe, expect, it } from "vitest";
import type { CsvOptions } from "../../../web/data/types.js";
import { faultsOf, read, utf16 } from "./read-csv.js";

const plain = "width,height,species\n1.5,2,cat\n2.5,3,dog\n3.5,4,cat\n";
const features = Float64Array.of(1.5, 2, 2.5, 3, 3.5, 4);

describe("a CSV file", () => {
  it("becomes a table of features and classes", () => {
    const { table, ...about } = read(plain);
    expect(table).toEqual({
      features,
      n_features: 2,
      labels: Int32Array.of(0, 1, 0),
      targets: new Float64Array(0),
      n_classes: 2,
    });
    expect(about).toEqual({
      feature_names: ["width", "height"],
      label_name: "species",
      class_names: ["cat", "dog"],
      encoding: "utf-8",
      separator: ",",
      decimal: ".",
      header: true,
      notes: [],
    });
  });

  it.each([
    ["semicolons", plain.replaceAll(",", ";")],
    ["tabs", plain.replaceAll(",", "\t")],
    ["bars", plain.replaceAll(",", "|")],
    ["semicolons and decimal commas", plain.replaceAll(",", ";").replaceAll(".", ",")],
    ["tabs and decimal commas", plain.replaceAll(",", "\t").replaceAll(".", ",")],
    ["carriage returns and line feeds", plain.replaceAll("\n", "\r\n")],
    ["carriage returns alone", plain.replaceAll("\n", "\r")],
    ["no end of the last line", plain.trimEnd()],
    ["blank lines", `\n\n${plain.replaceAll("\n", "\n\n")}\n  \n`],
    ["blanks around cells", plain.replaceAll(",", " , ")],
    ["quotes around all cells", plain.replaceAll(/[^,\n]+/g, '"$&"')],
    ["quotes, and carriage returns", plain.replaceAll(/[^,\n]+/g, '"$&"').replaceAll("\n", "\r\n")],
    ["signs and exponents", plain.replace("1.5", "+15e-1").replace(",2,", ",+2.,").replace("3.5", ".35E+1")],
  ])("with %s is the same table", (_name, text) => {
    const result = read(text);
    expect(result.table.features).toEqual(features);
    expect(result.class_names).toEqual(["cat", "dog"]);
    expect(result.feature_names).toEqual(["width", "height"]);
  });

  it.each([
    ["UTF-8 with its mark", new TextEncoder().encode(`\ufeff${plain.replace("cat", "käfer")}`), "utf-8"],
    ["UTF-8", new TextEncoder().encode(plain.replace("cat", "käfer")), "utf-8"],
    ["UTF-16, little end first", utf16(plain.replace("cat", "käfer"), true), "utf-16le"],
    ["UTF-16, big end first", utf16(plain.replace("cat", "käfer"), false), "utf-16be"],
    ["windows-1252", Uint8Array.from(plain.replace("cat", "käfer"), (c) => c.charCodeAt(0)), "windows-1252"],
  ])("in %s is read", (_name, bytes, encoding) => {
    const result = read(bytes);
    expect(result.class_names).toEqual(["cat", "dog", "käfer"]);
    expect(result.feature_names[0]).toBe("width");
    expect(result.encoding).toBe(encoding);
    expect(result.notes).toHaveLength(encoding === "windows-1252" ? 1 : 0);
  });

  it("keeps separators, quotes and ends of lines inside of quotes", () => {
    const { class_names } = read('a,b\n1,"x, ""y""\nz"\n2,w\n');
    expect(class_names).toEqual(["w", 'x, "y"\nz']);
  });

  it("needs no header, and names its columns itself", () => {
    const { header, feature_names, label_name, table } = read("1,2,3.5\n4,5,6\n");
    expect([header, feature_names, label_name]).toEqual([false, ["column 1", "column 2"], "column 3"]);
    expect(table.targets).toEqual(Float64Array.of(3.5, 6));
  });

  it("of texts alone has a header when its first row is like no other", () => {
    expect(read("color,size\nred,big\nblue,small\n").header).toBe(true);
    expect(read("red,big\nred,big\nblue,small\n").header).toBe(false);
  });

  it("may have its header told", () => {
    expect(read("1,2\n3,4\n5,6\n", { header: true })).toMatchObject({
      feature_names: ["1"],
      label_name: "2",
    });
    expect(read("a,b\nc,d\na,b\n", { header: false }).table.labels).toHaveLength(3);
  });

  it("gives columns without a name, or with one twice, names of their own", () => {
    expect(read(",a,a,y\n1,2,3,4\n5,6,7,8\n").feature_names).toEqual(["column 1", "a", "a (2)"]);
  });
});

describe("the label", () => {
  const text = "y,a,b\n0,1.5,10\n1,2.5,20\n1,3.5,30\n";

  it("is a column named so, else the last one", () => {
    expect(read(text).label_name).toBe("y");
    expect(read(text.replace("y", "z")).label_name).toBe("b");
  });

  it("is chosen by name or by number", () => {
    expect(read(text, { label: "a" })).toMatchObject({ label_name: "a", feature_names: ["y", "b"] });
    expect(read(text, { label: 2, features: ["a"] })).toMatchObject({
      label_name: "b",
      feature_names: ["a"],
    });
  });

  it("of few whole numbers is a class, in order of size", () => {
    const { table, class_names } = read("a,y\n1,10\n2,9\n3,10\n4,-1\n");
    expect(class_names).toEqual(["-1", "9", "10"]);
    expect(table.labels).toEqual(Int32Array.of(2, 1, 2, 0));
  });

  it("of fractions, or of more than 10 values, is a number", () => {
    expect(read("a,y\n1,0.5\n2,1\n").table.n_classes).toBe(0);
    const rows = Array.from({ length: 11 }, (_, i) => `${i / 2},${i}`).join("\n");
    expect(read(`a,y\n${rows}\n`).table.targets).toHaveLength(11);
  });

  it("is what the task says", () => {
    expect(read("a,y\n1,0\n2,1\n", { task: "regression" }).table.targets).toEqual(Float64Array.of(0, 1));
    expect(faultsOf("a,y\n1,0.5\n2,1\n", { task: "classification" })).toEqual([
      'label: "y" has more than 10 values, or fractions; use task regression, or another label',
    ]);
    expect(faultsOf("a,y\n1,cat\n2,dog\n", { task: "regression" })).toEqual([
      'label: "y" holds texts, not numbers; use task classification',
    ]);
  });
});

describe("columns of texts", () => {
  it("become one feature for each value", () => {
    const { table, feature_names, notes } = read("color,x,y\nred,1,0\nblue,2,1\nred,3,1\n");
    expect(feature_names).toEqual(["color = blue", "color = red", "x"]);
    expect(table.features).toEqual(Float64Array.of(0, 1, 1, 1, 0, 2, 0, 1, 3));
    expect(notes).toEqual(['Column "color" holds texts: each of its 2 became a feature of 0 and 1.']);
  });

  it("of more than 10 values are left out, and so are empty ones", () => {
    const rows = Array.from({ length: 12 }, (_, i) => `name${i},${i},,${i % 2}`).join("\n");
    const { feature_names, notes } = read(`name,x,void,y\n${rows}\n`);
    expect(feature_names).toEqual(["x"]);
    expect(notes).toEqual([
      'Column "name" holds texts, more than 10 different ones, and was left out.',
      'Column "void" is empty and was left out.',
    ]);
  });
});

describe("empty cells", () => {
  const text = "a,b,y\n1,10,0\n,20,1\n3,NA,1\n5,30,\n7,40,0\n";

  it("are refused at first, with the place of the first and the number of all", () => {
    expect(faultsOf(text)).toEqual([
      'line 3, column 1 ("a"): is empty, and so are 2 other cells; leave such rows out (missing: drop_rows), or fill in the mean of the column (missing: mean)',
    ]);
  });

  it("may have their rows left out", () => {
    const { table, notes } = read(text, { missing: "drop_rows" });
    expect(table.features).toEqual(Float64Array.of(1, 10, 7, 40));
    expect(notes).toEqual(["3 rows with empty cells were left out."]);
  });

  it("may be filled in, rows without a label left out", () => {
    const { table, notes } = read(text, { missing: "mean" });
    expect(table.features).toEqual(Float64Array.of(1, 10, 11 / 3, 20, 3, 70 / 3, 7, 40));
    expect(table.labels).toEqual(Int32Array.of(0, 1, 1, 0));
    expect(notes).toEqual([
      "1 rows with empty cells were left out.",
      '1 empty cells of column "a" were filled with its mean, 3.66667.',
      '1 empty cells of column "b" were filled with its mean, 23.3333.',
    ]);
  });
});

describe("a CSV file with a fault", () => {
  const many = (count: number, row: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => row(i)).join("\n");
  const cases: [string, string | Uint8Array, string, CsvOptions?][] = [
    ["nothing in it", "", "file: there is no row in it; give a table of at least two rows"],
    ["blanks alone", " \n\n", "file: there is no row in it"],
    ["a header alone", "a,y\n", 'label: column "y" is empty'],
    ["one row", "1,2\n", 'label: "column 2" has only one class'],
    [
      "one column",
      "a\n1\n2\n",
      "line 1: there is only one column; give a column to learn from and one to learn",
    ],
    [
      "a text among numbers",
      "a,y\n1,0\n2,1\nx,1\n4,0\n",
      'line 4, column 1 ("a"): "x" is not a number, as the rest of this column is',
    ],
    [
      "a number of thousands",
      "a;y\n1,0;0\n1.234,5;1\n2,5;1\n",
      'line 3, column 1 ("a"): "1.234,5" is not a number',
    ],
    [
      "a huge number",
      "a,y\n1,0\n1e31,1\n",
      'line 3, column 1 ("a"): "1e31" is too large; use numbers up to 1e30',
    ],
    ["an endless number", "a,y\n1,0\n1e999,1\n", 'line 3, column 1 ("a"): "1e999" is too large'],
    ["a short row", "a,b,y\n1,2,0\n1,2\n", "line 3: this row has 2 cells, the first one 3"],
    ["a long row", "a,b,y\n1,2,0\n1,2,3,4\n", "line 3: this row has 4 cells, the first one 3"],
    [
      "a quote that stays open",
      'a,y\n1,0\n2,"1\n3,1\n',
      "line 3, character 3: the quote that opens here is never closed",
    ],
    [
      "a quote in the middle",
      'a,y\n1,"ab"c\n2,d\n',
      "line 2, character 3: the quote that opens here is closed in the middle of a cell",
    ],
    [
      "eleven classes",
      `a,y\n${many(11, (i) => `${i},c${i}`)}\n`,
      'line 12, column 2 ("y"): "c10" is one class more than the 10 allowed',
    ],
    ["one class", "a,y\n1,cat\n2,cat\n", 'label: "y" has only one class'],
    ["no feature", "a,y\n,0\n,1\n", "file: no column is left to learn from"],
    [
      "too many features",
      many(2, (row) => many(102, (i) => String(i + row)).replaceAll("\n", ",")),
      "file: 101 features are more than the 100 allowed",
    ],
    ["too many columns", `${",".repeat(2000)}\n`, "line 1: 2001 columns are more than the 2000 allowed"],
    [
      "too many rows",
      `a,y\n${many(100_001, (i) => `${i},${i % 2}`)}\n`,
      "line 100002: there are more than 100000 rows",
    ],
    ["an Excel file", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), "file: this is an Excel or ZIP file"],
    ["zeros", Uint8Array.of(49, 44, 50, 10, 0, 0, 10), "line 1: a zero character: this is no CSV file"],
    [
      "an unknown label",
      plain,
      'label: there is no column "speceis"; did you mean "species"?',
      { label: "speceis" },
    ],
    ["a label beyond", plain, "label: there is no column 3; use 0 to 2", { label: 3 }],
    ["an unknown feature", plain, 'features[1]: there is no column "w"', { features: ["width", "w"] }],
    [
      "its label as a feature",
      plain,
      "features: the label cannot be a feature as well",
      { features: ["species"] },
    ],
    [
      "an unknown encoding",
      plain,
      'encoding: unknown option "utf8"; did you mean "utf-8"?',
      { encoding: "utf8" } as never,
    ],
    [
      "an unknown option",
      plain,
      'options.seperator: unknown key "seperator"; did you mean "separator"?',
      { seperator: ";" } as never,
    ],
    ["a wrong header", plain, "header: 1 is not true, false or auto", { header: 1 } as never],
    [
      "wrong features",
      plain,
      "features: a list of 0 is not a list of columns' names or numbers",
      { features: [] },
    ],
  ];

  it.each(cases)("%s says where, what and what to do", (_name, source, message, options) => {
    const faults = faultsOf(source, options);
    expect(faults[0]).toContain(message);
    expect(faults[0]).toContain("; ");
  });

  it("tells up to 10 of them at once", () => {
    const faults = faultsOf(
      `a,b,y\n${many(30, (i) => (i % 2 === 0 ? `${i},x,${i}` : `${i},${i},${i}`))}\nz,1,1\n1,2,3\n`,
    );
    expect(faults.length).toBe(10);
    expect(faults[0]).toContain("line 2, column 2");
    expect(new Set(faults).size).toBe(10);
  });

  it("counts lines also where cells hold ends of lines", () => {
    expect(faultsOf('a,b,y\r\n1,"x\r\ny\r\n",0\r\n\r\n2,z,1\r\nw,z,1\r\n')[0]).toContain(
      'line 7, column 1 ("a")',
    );
  });
});
