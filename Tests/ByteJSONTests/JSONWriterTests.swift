import ByteJSON
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    @Test func `commas come by themselves`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("data")
        writer.beginArray()
        writer.integer(1)
        writer.beginObject()
        writer.endObject()
        writer.string("x")
        writer.beginArray()
        writer.endArray()
        writer.null()
        writer.endArray()
        writer.key("n")
        writer.number(1.5)
        writer.key("ok")
        writer.bool(true)
        writer.key("raw")
        writer.raw(Array("[1]".utf8))
        writer.key("a\"b" as String)
        writer.string(String?.none)
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"data":[1,{},"x",[],null],"n":1.5,"ok":true,"raw":[1],"a\"b":null}"#)
    }

    @Test(
        arguments: [
            (0.0, "0.0"), (-0.0, "0.0"), (5, "5.0"), (-3, "-3.0"), (0.1, "0.1"), (1234.5, "1234.5"), (999_999_999_999_999, "999999999999999.0"),
            (1e15, "1000000000000000.0"), (9_007_199_254_740_992, "9007199254740992.0"), (1e16, "1e+16"), (1e300, "1e+300"), (1e-7, "1e-07"),
            (0.5, "0.5"), (-0.001, "-0.001"), (12.34, "12.34"), (0.0004, "0.0004"), (0.1 + 0.2, "0.30000000000000004"),
            (999_999_999_999.999, "999999999999.999"),
            (1e12, "1000000000000.0"), (0.003, "0.003"), (.leastNonzeroMagnitude, "5e-324"), (.infinity, "null"), (.nan, "null"),
        ] as [(Double, String)]
    )
    func `doubles carry a point or an exponent, never a bare integer`(value: Double, text: String) {
        var writer = JSONWriter()
        writer.number(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [Int64.min, -1, 0, 9, 10, .max]) func integers(value: Int64) {
        var writer = JSONWriter()
        writer.integer(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == value.description)
    }

    @Test func `texts carry the escapes JSON demands and no others`() {
        var writer = JSONWriter()
        writer.string("\u{0}\u{8}\t\n\u{C}\r\u{1F}\"\\/\u{7F}é😀\u{2028}")
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == "\"\\u0000\\b\\t\\n\\f\\r\\u001f\\\"\\\\/\u{7F}é😀\u{2028}\""
        )
    }

    @Test(arguments: 0..<20) func `what is written reads back the same`(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<100 {
            let value = random.value()
            let bytes = value.encoded()
            var scanner = JSONScanner(bytes)
            let read = try scanner.parse()
            #expect(read == value)
            #expect(read.encoded() == bytes)
            #expect(try scanner.scan().compacted() == bytes)
        }
    }

    @Test(arguments: 0..<10) func `doubles survive exactly`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<1000 {
            let scaled = (Double.random(in: -1e6...1e6, using: &generator) * 1000).rounded() / 1000
            for value in [scaled, Double(bitPattern: generator.next())] where value.isFinite {
                var scanner = JSONScanner(JSONValue.number(value).encoded())
                #expect(try scanner.scan().double == value)
                #expect(String(decoding: JSONValue.number(value).encoded(), as: UTF8.self) == value.description)
            }
        }
    }
}
