import ByteJSON
import LeadrDomain
import LeadrServices
import Testing

@testable import LeadrHTTP

@Suite("Bodies of submissions")
struct SubmissionBodyTests {
    private let board = "brd_00000000-0000-4000-8000-000000000001"

    private func read(_ text: String, limit: Int = 1024) throws -> Result<SubmissionDraft, any Error> {
        try SubmissionBody.read(Array(text.utf8), metadataLimit: limit)
    }

    private func issues(_ text: String, limit: Int = 1024) throws -> [String] {
        guard case .failure(let error as ValidationFailure) = try read(text, limit: limit) else { return [] }
        return error.issues.map { "\($0.type) \($0.loc.map(\.description).joined(separator: "."))" }
    }

    @Test func `a usual body is read in any order, with unknown members ignored`() throws {
        let text = #"{"x":[{}],"metadata":{"a" : 1},"value":1.5e2,"player_name":"A\u00e9","value_display":null,"board_id":"\#(board)"}"#
        let draft = try read(text).get()
        #expect(draft.value == 150)
        #expect(draft.playerName == "Aé")
        #expect(draft.valueDisplay == nil)
        #expect(draft.metadata == Array(#"{"a":1}"#.utf8))
    }

    @Test func `of repeated members the last one counts`() throws {
        #expect(try read(#"{"board_id":"\#(board)","player_name":"A","value":1,"value":-0}"#).get().value.sign == .plus)
    }

    @Test func `everything that does not fit is listed`() throws {
        #expect(try issues("{}") == ["missing body.board_id", "missing body.player_name", "missing body.value"])
        #expect(try issues("[]") == ["model_attributes_type body"])
        #expect(try issues("") == ["missing body"])
        let wrong = #"{"board_id":1,"player_name":null,"value":true,"value_display":[],"metadata":"xx"}"#
        let expected = [
            "string_type body.board_id", "string_type body.player_name", "float_type body.value", "string_type body.value_display",
            "value_error body.metadata",
        ]
        #expect(try issues(wrong, limit: 3) == expected)
    }

    @Test func `bytes that are no JSON are refused at once, echoed as text`() throws {
        do {
            _ = try read(#"{"value":"#)
            Issue.record("The body was taken for JSON")
        } catch let failure as ValidationFailure {
            #expect(failure.issues.map(\.type) == ["json_invalid"])
            #expect(failure.body == #"{"value":"#)
        }
    }

    @Test func `a refusal is written as the contract shows it`() throws {
        var fields = try BodyFields(.object([:]))
        _ = fields.required("name", .string)
        let text = String(decoding: fields.failure.encoded(), as: UTF8.self)
        #expect(text == #"{"error":[{"type":"missing","loc":["body","name"],"msg":"Field required","input":{}}],"body":{}}"#)
    }
}
