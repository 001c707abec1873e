import ByteJSON
import HTTPTypes
import LeadrServices
import Testing

/// Every route of the document, called by everybody on things of one tenant.
@Suite("Who may do what")
struct RoleMatrixTests {
    @Test func `every route lets in whom it is for, and nobody else`() async throws {
        try await APIFixture.with {
            // Flags and submission metadata come from anti-cheat.
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await MatrixWorld.make(in: api)
            let routes = MatrixRoute.all(in: api.document.json)
            #expect(routes.count > 70, "the document lists the whole API")
            var table = ["route | " + MatrixCaller.allCases.map(\.rawValue).joined(separator: " | ")]
            // What ends a session comes last.
            for route in routes.sorted(by: { ($0.method == .delete ? 1 : 0, $0.name) < ($1.method == .delete ? 1 : 0, $1.name) }) {
                var cells: [String] = []
                for caller in MatrixCaller.allCases {
                    let answer = try await world.call(route, as: caller)
                    let expected = Self.expectation(of: route, for: caller)
                    #expect(expected.allows(answer.status), "\(route.name) as \(caller.rawValue): \(answer.status) \(answer.json)")
                    cells.append("\(answer.status)")
                }
                table.append(route.name + " | " + cells.joined(separator: " | "))
            }
            print(table.joined(separator: "\n"))
        }
    }

    private enum Expectation {
        case exactly(Int)
        /// Let in; what the request itself is worth does not matter here.
        case passes
        /// Let in, and the thing is there.
        case finds

        func allows(_ status: Int) -> Bool {
            switch self {
            case .exactly(let expected): status == expected
            case .passes: status < 500 && ![401, 403, 405].contains(status)
            case .finds: status < 500 && ![401, 403, 404, 405].contains(status)
            }
        }
    }

    private static func expectation(of route: MatrixRoute, for caller: MatrixCaller) -> Expectation {
        switch (route.audience, caller) {
        case (.everybody, _): .passes
        case (.players, .player): .finds
        case (.players, .foreignPlayer): foreignPlayers[route.name].map { .exactly($0) } ?? .passes
        case (.players, _), (_, .nobody), (_, .player), (_, .foreignPlayer): .exactly(401)
        case (.superadmins, .superadmin): .passes
        case (.superadmins, _): .exactly(403)
        case (.administrators, .foreignKey): route.isAboutOneThing || route.namesAccount ? .exactly(403) : .passes
        case (.administrators, _): route.isAboutOneThing ? .finds : .passes
        }
    }

    /// What players of another game hear about things of this one.
    private static let foreignPlayers = [
        "GET /client/scores": 403, "GET /client/scores/{score_id}": 403, "POST /client/scores": 400, "GET /client/submissions/{submission_id}": 404,
    ]
}
