import ByteJSON
import LeadrDomain
import Testing

@testable import leadrctl

@Suite struct QueueTextTests {
    @Test func `columns are as wide as their widest cell, numbers stand to the right, no line ends in blanks`() {
        var table = TextTable("NAME", ">COUNT", "NOTE")
        table.add("a", "5", "")
        table.add("longer", "12345", "x")
        #expect(table.text == "NAME    COUNT  NOTE\na           5\nlonger  12345  x")
    }

    @Test func `a cell cannot break its line or the terminal`() {
        var table = TextTable("A")
        table.add("x\ny\u{1B}[31mz\r\nw")
        #expect(table.text == "A\nx y [31mz w")
    }

    @Test(arguments: [
        (Duration.milliseconds(999), "999ms"), (.seconds(1), "1s"), (.seconds(119), "119s"), (.seconds(120), "2m"), (.seconds(7200), "2h"),
        (.seconds(172_800), "2d"),
    ])
    func `ages are shown in a fitting unit`(age: Duration, text: String) {
        #expect(Shown.age(age) == text)
    }

    @Test func `nothing is a dash, long texts end in dots`() {
        #expect(Shown.milliseconds(.microseconds(12_399)) == "12.3ms")
        #expect(Shown.age(nil) == "-" && Shown.time(nil) == "-")
        #expect(Shown.start("abcdef", 4) == "abc…" && Shown.start("abcd", 4) == "abcd")
        #expect(Shown.time(Timestamp(microseconds: 1_700_000_000_999_999)) == "2023-11-14T22:13:20Z")
    }

    @Test func `an object is shown as a member per line`() {
        #expect(
            MemberList.text(["id": "x", "claim": .null, "inner": ["a": 1, "long": true]]) == "id     x\nclaim  -\ninner\n  a     1\n  long  true"
        )
    }
}
