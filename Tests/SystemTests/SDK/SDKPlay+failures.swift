import ByteJSON
import Foundation
import Testing

extension SDKPlay {
    /// What the contract refuses is told to the game with its text (`contract/client-auth.md §6.4`).
    func fail() async throws {
        let nothing = UUID().uuidString.lowercased()
        try await expect(404, "Game not found: gam_\(nothing)") { _ = try await newcomer(game: "gam_\(nothing)").boards(limit: 5) }
        try await expect(404, "Board not found") { _ = try await sdk.scores("brd_\(nothing)", limit: 5) }
        try await expect(403, "You do not have access to this board") { _ = try await sdk.scores(world.foreignBoard, limit: 5) }
        try await expect(404, "Score not found") { _ = try await sdk.score("scr_\(nothing)") }
        try await expect(400, "Invalid pagination cursor: ") { _ = try await sdk.boards(limit: 5, cursor: "nonsense") }
        try await expect(404, "Board not found") { _ = try await sdk.submit(1, to: "brd_\(nothing)", name: "Eve") }
        try await expect(400, "Board does not belong to this game") { _ = try await sdk.submit(1, to: world.foreignBoard, name: "Eve") }
        try await expect(400, "RATIO boards do not accept direct submissions") { _ = try await sdk.submit(1, to: world.ratio, name: "Eve") }
        try await expect(412, "Nonce already used") {
            let nonce = try await sdk.fetchNonce()
            await sdk.hold(nonce)
            _ = try await sdk.submit(1, to: world.counter, name: "Eve")
            await sdk.hold(nonce)
            await sdk.loseNextNonce()
            _ = try await sdk.submit(1, to: world.counter, name: "Eve")
        }
        try await expectValidationFailure { _ = try await sdk.scores(world.ranked, limit: 5, [("around_score_value", "1500,5")]) }
        try await expectValidationFailure { _ = try await sdk.boards(limit: 101) }
        try await expectValidationFailure { _ = try await sdk.submit(1, to: "nonsense", name: "Eve") }
    }

    /// A text under `error`, which both SDKs show as it is, and nothing else.
    func expect(_ status: Int, _ text: String, _ call: () async throws -> Void) async throws {
        let failure = try #require(try await failure(call), "\(flavour.name): \(text)")
        #expect(failure.status == status && failure.code == "api_error" && failure.message.hasPrefix(text), "\(flavour.name): \(failure)")
        #expect(failure.members == ["error": .string(failure.message)], "\(flavour.name): \(failure.body)")
    }

    /// A list under `error`: Godot shows how it begins, which says what is wrong; Unity the name of a type.
    private func expectValidationFailure(_ call: () async throws -> Void) async throws {
        let failure = try #require(try await failure(call), "\(flavour.name)")
        let items = failure.members?["error"]?.array ?? []
        #expect(failure.status == 422 && !items.isEmpty, "\(flavour.name): \(failure.body)")
        let messages = items.compactMap { $0.object?["msg"]?.string }
        #expect(messages.count == items.count, "\(flavour.name): every item has a message: \(failure.body)")
        #expect(failure.members?.members.map(\.key) == ["error", "body"], "\(flavour.name): \(failure.body)")
        if flavour.readsLikeGodot {
            #expect(failure.code == "unknown" && failure.message.contains(messages.first ?? "?"), "\(failure)")
        } else {
            #expect(failure.code == "api_error")
        }
    }

    private func failure(_ call: () async throws -> Void) async throws -> SDKFailure? {
        do {
            try await call()
            return nil
        } catch let failure as SDKFailure {
            return failure
        }
    }
}
