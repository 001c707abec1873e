import ByteJSON
import Foundation
import HTTPTypes
import HummingbirdTesting
import LeadrHTTP
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

    @Test func `the page that shows it needs nothing but files of this machine`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("viewer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: (any Error).self) { try DocumentViewer(folder: folder) }
        for name in ["swagger-ui.css", "swagger-ui-bundle.js"] {
            try Data("of \(name)".utf8).write(to: folder.appendingPathComponent(name))
        }
        let viewer = try DocumentViewer(folder: folder)
        try await APIFixture.with {
            $0.api.documentViewer = viewer
        } _: { fixture in
            let page = try await fixture.client.execute(uri: "/docs", method: .get)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            let links = String(buffer: page.body).matches(of: /(?:src|href)="([^"]*)"/).map { String($0.1) }
            #expect(links.count == 3 && links.allSatisfy { $0.hasPrefix("/docs/") })
            for link in links {
                let file = try await fixture.client.execute(uri: link, method: .get)
                #expect(file.status == .ok && file.body.readableBytes > 0, "\(link)")
            }
            let script = try await fixture.client.execute(uri: "/docs/start.js", method: .get)
            #expect(String(buffer: script.body).contains("/openapi.json"))
            for (path, place) in [("/redoc", "docs"), ("/redoc/", "../docs")] {
                let old = try await fixture.client.execute(uri: path, method: .get)
                #expect(old.status == .temporaryRedirect && old.headers[.location] == place)
            }
            for path in ["/docs", "/redoc", "/openapi.json"] + links { try await refusesOtherMethods(path, fixture) }
        }
        try await APIFixture.with { fixture async throws in
            for path in ["/docs", "/redoc"] {
                #expect(try await fixture.client.execute(uri: path, method: .get).status == .notFound)
                #expect(try await fixture.client.execute(uri: path, method: .post).status == .notFound)
            }
            try await refusesOtherMethods("/openapi.json", fixture)
        }
    }

    private func refusesOtherMethods(_ path: String, _ fixture: APIFixture) async throws {
        for method in [HTTPRequest.Method.post, .head, .delete, .options] {
            let answer = Answer(try await fixture.client.execute(uri: path, method: method))
            #expect(answer.status == 405 && answer.headers[.allow] == "GET", "\(method) \(path)")
            #expect(answer.error == "Method Not Allowed" && answer["detail"] == "Method Not Allowed", "\(method) \(path)")
        }
    }

    @Test func `the nonce of a submission is described where a schema ends`() async throws {
        try await APIFixture.with { fixture in
            let operation = fixture.document.json.object?["paths"]?.object?["/v1/client/scores"]?.object?["post"]?.object
            let nonce = operation?["parameters"]?.array?.compactMap(\.object).first { $0["name"]?.string == "leadr-client-nonce" }
            #expect(nonce?["required"]?.bool == false)
            #expect(nonce?["description"]?.string?.contains("Required, unless the Idempotency-Key") == true)
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
