#include "schema/csv.h"

#include <gtest/gtest.h>

#include <string>

namespace expediter::schema {

namespace {

using Record = std::vector<std::string>;

std::vector<Record> read_all(std::string_view document, char separator = ',') {
  CsvReader reader{document, separator};
  std::vector<CsvCell> cells;
  std::vector<Record> records;
  while (reader.next(cells)) {
    Record& record = records.emplace_back();
    for (const CsvCell& cell : cells) record.push_back(cell.text);
  }
  return records;
}

// What the reader says of a document that is none.
std::string fault_of(std::string_view document) {
  try {
    read_all(document);
    return "";
  } catch (const CsvError& error) {
    return error.what();
  }
}

std::string written(std::string_view text) {
  std::string out;
  append_csv_text(out, text);
  return out;
}

std::string guarded(std::string_view text) {
  std::string out;
  append_csv_guarded(out, text);
  return out;
}

const std::vector<Record> kTwoByTwo{{"a", "b"}, {"c", "d"}};

}  // namespace

TEST(CsvReader, LinesEndWithCrLfOrLfAndTheLastMayEndWithNeither) {
  EXPECT_EQ(read_all("a,b\r\nc,d\r\n"), kTwoByTwo);
  EXPECT_EQ(read_all("a,b\nc,d\n"), kTwoByTwo);
  EXPECT_EQ(read_all("a,b\r\nc,d"), kTwoByTwo);
  EXPECT_EQ(read_all(""), std::vector<Record>{});
  EXPECT_EQ(read_all("\n"), std::vector<Record>{{""}});
  EXPECT_EQ(read_all("a,"), (std::vector<Record>{{"a", ""}}));
}

TEST(CsvReader, TheMarkOfUtf8IsNoPartOfTheFirstCell) {
  EXPECT_EQ(read_all("\xEF\xBB\xBF"
                     "a,b\r\nc,d"),
            kTwoByTwo);
  EXPECT_EQ(read_all("\xEF\xBB\xBF\"a\",b\r\nc,d"), kTwoByTwo);
  EXPECT_EQ(read_all("\xEF\xBB\xBF"), std::vector<Record>{});
}

TEST(CsvReader, InQuotesStandCommasLineBreaksAndDoubledQuotes) {
  EXPECT_EQ(read_all("\"a,b\",\"c\r\nd\ne\",\"say \"\"x\"\"\",\"\"\"\"\r\n"),
            (std::vector<Record>{{"a,b", "c\r\nd\ne", "say \"x\"", "\""}}));
}

TEST(CsvReader, ACellTellsWhetherItStoodInQuotes) {
  CsvReader reader{",\"\",a,\"a\""};
  std::vector<CsvCell> cells;
  ASSERT_TRUE(reader.next(cells));
  EXPECT_EQ(cells, (std::vector<CsvCell>{{"", false}, {"", true}, {"a", false}, {"a", true}}));
}

TEST(CsvReader, ARecordBeginsWhereItsFirstLineDoes) {
  CsvReader reader{"a\n\"b\n\nb\"\nc\n"};
  std::vector<CsvCell> cells;
  std::vector<std::int64_t> lines;
  while (reader.next(cells)) lines.push_back(reader.line());
  EXPECT_EQ(lines, (std::vector<std::int64_t>{1, 2, 5}));
}

TEST(CsvReader, AnotherSeparatorLeavesCommasAlone) {
  EXPECT_EQ(read_all("a;b\nc;d", ';'), kTwoByTwo);
  EXPECT_EQ(read_all("1,5;\"x;y\"", ';'), (std::vector<Record>{{"1,5", "x;y"}}));
  EXPECT_EQ(read_all("a\tb\nc\td", '\t'), kTwoByTwo);
}

TEST(CsvReader, WhatIsNoCsvIsToldWithLineAndColumn) {
  EXPECT_EQ(fault_of("a,b\n12 \"x\",c\n").substr(0, 18), "line 2, column 4: ");
  EXPECT_EQ(fault_of("a\n\"x\"y\n"),
            "line 2, column 4: the cell ends before this; a quote inside a cell must be doubled.");
  EXPECT_EQ(fault_of("a\nü,\"never\nclosed"),
            "line 2, column 3: the quote that begins here is never closed.");
  EXPECT_EQ(fault_of("a\rb").substr(0, 18), "line 1, column 2: ");
  EXPECT_EQ(fault_of("\"a\"\rb").substr(0, 18), "line 1, column 4: ");
  EXPECT_EQ(fault_of("a\n\"b\nb\",\"c\"d").substr(0, 18), "line 3, column 7: ");
  EXPECT_EQ(fault_of("a\nb,\xFF\n"),
            "line 2, column 3: the cell is not UTF-8; save the file as CSV in UTF-8.");
  EXPECT_EQ(fault_of("a\nb,\"\xE4\"\n"),
            "line 2, column 3: the cell is not UTF-8; save the file as CSV in UTF-8.");
  EXPECT_EQ(fault_of(std::string_view{"\xFF\xFE"
                                      "a\0",
                                      4}),
            "line 1, column 1: this is UTF-16; save the file as CSV in UTF-8.");
}

TEST(CsvReader, CellsAndRecordsAreBounded) {
  const std::string most(kMaxCsvCellBytes, 'x');
  EXPECT_EQ(read_all(most), std::vector<Record>{{most}});
  EXPECT_EQ(read_all('"' + most + '"'), std::vector<Record>{{most}});
  EXPECT_EQ(fault_of("a\nb," + most + "x"), "line 2, column 3: a cell has at most 1048576 bytes.");
  EXPECT_EQ(fault_of("a\nb,\"" + most + "x\""), "line 2, column 3: a cell has at most 1048576 bytes.");
  EXPECT_EQ(read_all(std::string(kMaxCsvColumns - 1, ',')).front().size(), kMaxCsvColumns);
  EXPECT_EQ(fault_of(std::string(kMaxCsvColumns, ',')),
            "line 1, column 257: a record has at most 256 cells.");
}

TEST(CsvWriter, ACellStandsInQuotesWhereItNeedsThem) {
  EXPECT_EQ(written("plain 1.5"), "plain 1.5");
  EXPECT_EQ(written("a,b"), "\"a,b\"");
  EXPECT_EQ(written("a;b"), "\"a;b\"");
  EXPECT_EQ(written("a\nb"), "\"a\nb\"");
  EXPECT_EQ(written("a\rb"), "\"a\rb\"");
  EXPECT_EQ(written("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(written(" x"), "\" x\"");
  EXPECT_EQ(written("x "), "\"x \"");
  EXPECT_EQ(written(""), "\"\"");
}

TEST(CsvGuard, NothingThatASpreadsheetWouldRunIsWrittenAsItIs) {
  for (const std::string_view text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\tx", "\rx", "\nx", " =1",
                                      "\xC2\xA0=1", "＝1", "＋1", "－1", "＠x", "'=1", "''-1", "'\tx"}) {
    EXPECT_TRUE(looks_like_formula(text)) << text;
    EXPECT_EQ(guarded(text), written("'" + std::string{text}));
  }
}

TEST(CsvGuard, WhatIsNoFormulaStaysAsItIs) {
  for (const std::string_view text :
       {"a=1", "1-2", "'", "''", "'quoted'", "x", "", "O'Neill", "*", "(-1)", " x"}) {
    EXPECT_FALSE(looks_like_formula(text)) << text;
    EXPECT_EQ(guarded(text), written(text));
    EXPECT_EQ(remove_csv_guard(text), text);
  }
}

TEST(CsvGuard, TheGuardIsTakenOffAgainWhateverStoodThere) {
  for (const std::string_view text :
       {"=1+1", "'=1+1", "''=1+1", "\tx", "'\tx", "'", "''", "'x", " =1", "' =1", ""}) {
    const auto records = read_all(guarded(text) + "\n");
    ASSERT_EQ(records.size(), 1U) << text;
    EXPECT_EQ(remove_csv_guard(records[0][0]), text);
  }
}

}  // namespace expediter::schema
