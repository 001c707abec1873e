import ByteJSON
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@Suite("The API document")
struct DocumentTests {
    @Test func `it lists every route, and every reference in it leads somewhere`() async throws {
        try await APIFixture.with { fixture in
            let response = try await fixture.client.execute(uri: "/openapi.json", method: .get)
            let text = String(buffer: response.body)
            #expect(response.headers[.contentType] == "application/json")
            #expect(text.contains(#""/v1/client/scores/{score_id}""#) && text.contains(#""/v1/games/{game_id}""#))
            let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let components = try #require(document["components"] as? [String: Any])
            let schemas = try #require(components["schemas"] as? [String: Any])
            let references = text.matches(of: /#\/components\/schemas\/(\w+)/).map { String($0.1) }
            #expect(Set(references).subtracting(schemas.keys) == [])
        }
    }

    @Test func `an answer that it does not describe is noticed`() async throws {
        try await APIFixture.with { fixture in
            let health = try await fixture.send(.get, "/health/live")
            #expect(fixture.document.objection(to: health, of: .get, "/v1/health/live") == nil)
            #expect(fixture.document.objection(to: health, of: .get, "/v1/games") != nil, "another shape")
            let missing = try await fixture.send(.get, "/nowhere")
            #expect(fixture.document.objection(to: missing, of: .get, "/v1/health/live") != nil, "another status")
        }
    }
}
