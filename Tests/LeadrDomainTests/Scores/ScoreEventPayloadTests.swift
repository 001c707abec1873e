import LeadrDomain
import Testing

@Suite struct ScoreEventPayloadTests {
    private func json(_ payload: ScoreEventPayload) -> String {
        String(decoding: payload.json, as: UTF8.self)
    }

    @Test func `a value carries text and metadata, a delta metadata only`() {
        let value = ScoreEventPayload(value: 12.5, valueDisplay: "12 \"½\"", metadata: Array(#"{"a":[1]}"#.utf8))
        #expect(json(value) == #"{"value":12.5,"value_display":"12 \"½\"","metadata":{"a":[1]}}"#)
        let delta = ScoreEventPayload(kind: .delta, value: 1, valueDisplay: "ignored")
        #expect(json(delta) == #"{"delta":1.0,"metadata":null}"#)
        #expect(json(ScoreEventPayload(value: 0)) == #"{"value":0.0,"value_display":null,"metadata":null}"#)
    }

    @Test(arguments: [
        ScoreEventPayload(value: -0.1, valueDisplay: "x", metadata: Array("[1.50,null]".utf8)), ScoreEventPayload(kind: .delta, value: 1e300),
        ScoreEventPayload(kind: .delta, value: 288_230_376_151_711_744, metadata: Array("\"text\"".utf8)),
        ScoreEventPayload(value: .leastNonzeroMagnitude),
    ])
    func `what is written is read back, metadata as sent`(payload: ScoreEventPayload) {
        #expect(ScoreEventPayload(json: payload.json) == payload)
    }

    @Test func `the number is written as the decimal that sums count`() throws {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<2_000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            let text = json(ScoreEventPayload(kind: .delta, value: value))
            let number = text.dropFirst(#"{"delta":"#.count).prefix { $0 != "," }
            #expect(ExactDecimal(text: number) == ExactDecimal(value))
        }
    }

    @Test func `older rows may hold the number alone, and databases reformat`() {
        #expect(ScoreEventPayload(json: Array(#"{"value": 7}"#.utf8)) == ScoreEventPayload(value: 7))
        #expect(
            ScoreEventPayload(json: Array(#"{"delta": 7, "metadata": {"a": 1, "b": [2, 3]}}"#.utf8))
                == ScoreEventPayload(kind: .delta, value: 7, metadata: Array(#"{"a":1,"b":[2,3]}"#.utf8))
        )
    }

    @Test(arguments: ["", "{}", "[]", "7", #"{"value":null}"#, #"{"value":"7"}"#, #"{"value":7"#])
    func `what holds no number is refused`(text: String) {
        #expect(ScoreEventPayload(json: Array(text.utf8)) == nil)
    }
}
