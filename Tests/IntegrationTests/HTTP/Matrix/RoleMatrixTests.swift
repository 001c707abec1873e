import ByteJSON
import HTTPTypes
import LeadrServices
import Testing

/// Every route of the document, called by everybody: on things of one tenant and on things that do not exist.
@Suite("Who may do what")
struct RoleMatrixTests {
    @Test(arguments: [MatrixOwner.firstTenant, .nobody])
    func `every route lets in whom it is for, and nobody else`(owner: MatrixOwner) async throws {
        try await matrix { world, routes in
            let things = owner == .nobody ? world.things.unknown : world.things
            var table = ["\(owner.rawValue) | " + MatrixCaller.allCases.map(\.rawValue).joined(separator: " | ")]
            for route in routes where owner == .firstTenant || route.namesThings {
                var cells: [String] = []
                for caller in MatrixCaller.allCases { cells.append(try await cell(route, caller, owner, things, in: world)) }
                table.append(route.name + " | " + cells.joined(separator: " | "))
            }
            print(table.joined(separator: "\n"))
        }
    }

    @Test func `no reference in a query or a body reaches past the own account`() async throws {
        try await matrix { world, routes in
            var table = ["the other tenant refers to | its own | the first tenant's | nothing"]
            var judged: Set<String> = []
            for route in routes where [.players, .administrators].contains(route.audience) {
                for place in route.references where place.path != ["account_id"] {
                    let name = "\(route.name) \(place.path.joined(separator: "."))"
                    judged.insert(name)
                    guard let rule = MatrixReferenceRule.all[name] else {
                        Issue.record("\(name): nobody has said what a foreign one may do; add it to MatrixReferenceRule")
                        continue
                    }
                    let trial = try MatrixReferenceTrial(route, place, in: world)
                    table.append("\(name) | " + (try await trial.run(rule)).joined(separator: " | "))
                }
            }
            #expect(Set(MatrixReferenceRule.all.keys).subtracting(judged).isEmpty, "the document lists every place that there is a rule for")
            print(table.joined(separator: "\n"))
        }
    }

    private func matrix(_ body: @escaping @Sendable (MatrixWorld, [MatrixRoute]) async throws -> Void) async throws {
        try await APIFixture.with {
            // Flags and submission metadata come from anti-cheat.
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let routes = MatrixRoute.all(in: api.document.json)
            #expect(routes.count > 70, "the document lists the whole API")
            // What ends a session comes last.
            let order = routes.sorted { ($0.method == .delete ? 1 : 0, $0.name) < ($1.method == .delete ? 1 : 0, $1.name) }
            try await body(MatrixWorld.make(in: api), order)
        }
    }

    /// Calls once, and notes whatever differs from the contract.
    private func cell(
        _ route: MatrixRoute,
        _ caller: MatrixCaller,
        _ owner: MatrixOwner,
        _ things: MatrixThings,
        in world: MatrixWorld
    ) async throws -> String {
        let cell = "\(route.name) as \(caller.rawValue) on \(owner.rawValue)"
        guard let expected = MatrixExpectations.status(of: route, for: caller, on: owner) else {
            Issue.record("\(cell): nobody has said what the contract wants; add it to MatrixExpectations")
            return "?"
        }
        do {
            var request = try await MatrixRequest(route, on: things, in: world)
            // Whoever is to be refused tries the worst.
            if expected >= 400, route.fields.contains("deleted") { request = try MatrixRequest(route, on: things, body: #"{"deleted":true}"#) }
            let answer = try await world.send(route, request, as: caller)
            #expect(answer.status == expected, "\(cell): \(answer.text)")
            // Everybody may play a game, and is told whose it is.
            if caller.isForeign, route.audience != .everybody, answer.status < 300, let leak = world.first.things.named(in: answer.text) {
                Issue.record("\(cell): the answer tells of \(leak)")
            }
            return "\(answer.status)"
        } catch let gap as MatrixGap {
            Issue.record("\(gap)")
            return "?"
        }
    }
}

extension Answer {
    /// The body as text.
    var text: String { String(decoding: json.encoded(), as: UTF8.self) }
}
