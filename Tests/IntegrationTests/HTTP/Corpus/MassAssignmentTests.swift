import ByteJSON
import Foundation
import HTTPTypes
import LeadrServices
import Testing

/// Members of bodies that no route has, on every route that reads one.
@Suite("Fields that a caller may not set")
struct MassAssignmentTests {
    private static let uuid = "00000000-0000-4000-8000-00000badbad0"
    private static let time = "2001-02-03T04:05:06Z"

    /// Values that nothing else has, so that they show wherever they end up.
    private static let marks: JSONObject = [
        "id": .string("gam_" + uuid), "uuid": .string(uuid), "user_id": .string("usr_" + uuid), "identity_id": .string("ide_" + uuid),
        "game_id": .string("gam_" + uuid), "board_id": .string("brd_" + uuid), "device_id": .string("dev_" + uuid), "created_at": .string(time),
        "updated_at": .string(time), "deleted_at": .string(time), "used_at": .string(time), "revoked_at": .string(time), "expires_at": .string(time),
        "refresh_expires_at": .string(time), "last_used_at": .string(time), "first_seen_at": .string(time), "redeemed_at": .string(time),
        "reviewed_at": .string(time), "rank": 987_654_321, "current_uses": 987_654_321, "version": 987_654_321, "token_version": 987_654_321,
        "event_count": 987_654_321, "submission_count": 987_654_321, "primary_value": 987_654_321, "key": "forged", "key_hash": "forged",
        "key_prefix": "forged", "external_key": "forged", "access_token_hash": "forged", "refresh_token_hash": "forged", "slug": "forged",
        "code": "forged", "rejected_reason": "forged", "country": "forged", "city": "forged", "reviewer_id": .string("usr_" + uuid),
        "pending_config": ["forged": true], "config": ["forged": true], "features": ["forged": true],
    ]

    /// Values that others have as well: what they would change is compared.
    private static let choices: JSONObject = [
        "super_admin": true, "is_superadmin": true, "is_owner": true, "is_test": true, "test_mode": true, "is_placeholder": true, "deleted": true,
        "active": false, "is_active": false, "is_published": false, "anti_cheat_enabled": false, "status": "suspended", "kind": "STEAM",
        "code_type": "invite", "role": "owner", "priority": "urgent",
    ]

    private static let traces = ["00000badbad0", "2001-02-03", "987654321", "forged"]

    @Test func `fields that a route does not have are ignored, whichever they are and whoever sends them`() async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await CorpusWorld.make(in: api)
            let account = try #require(world.things["account_id"])
            let own = try await api.makeKey(for: account)
            var routes = 0
            for route in CorpusRoute.all(in: api.document.json) where route.body != nil {
                // What a change changes is changed from then on, and the first score of a player does more than the next.
                if route.method == .patch || route.isForPlayers {
                    _ = try await Self.effect(of: route, [:], in: world, key: APIFixture.superadminKey)
                }
                let plain = try await Self.effect(of: route, [:], in: world, key: APIFixture.superadminKey)
                var forged = Self.forged(for: route)
                try await Self.expect(forged, on: route, toChangeWhat: plain, in: world, key: own)
                // An account that is no member of the body still says whose the request is; only superadmins may name any.
                if route.body?.contains(where: { $0.name == "account_id" }) == false { forged["account_id"] = .string(world.stranger) }
                try await Self.expect(forged, on: route, toChangeWhat: plain, in: world, key: APIFixture.superadminKey)
                routes += 1
            }
            #expect(routes > 25, "\(routes) routes read a body")
        }
    }

    /// The rows that a request made or changed.
    private static func effect(of route: CorpusRoute, _ extra: JSONObject, in world: CorpusWorld, key: String) async throws -> (
        answer: Answer, rows: [TableSnapshot.Row]
    ) {
        var members = try await world.members(of: route, isSpent: true)
        for (name, value) in extra.members { members[name] = value }
        let before = try await TableSnapshot(of: world.api)
        let answer = try await world.send(route, body: members.text(), key: key)
        return (answer, try await TableSnapshot(of: world.api).rows(since: before))
    }

    private static func expect(
        _ extra: JSONObject,
        on route: CorpusRoute,
        toChangeWhat plain: (answer: Answer, rows: [TableSnapshot.Row]),
        in world: CorpusWorld,
        key: String
    ) async throws {
        let forged = try await effect(of: route, extra, in: world, key: key)
        if key != APIFixture.superadminKey, forged.answer.status == 403 { return }
        #expect(plain.answer.status < 300, "\(route.name) is sent as it is meant: \(plain.answer.status) \(plain.answer.json)")
        #expect(forged.answer.status == plain.answer.status, "\(route.name): \(forged.answer.status) \(forged.answer.json)")
        let stranger = String(world.stranger.suffix(36))
        for trace in traces + [stranger] {
            #expect(!"\(forged.answer.json)".contains(trace), "\(route.name) answers \(trace): \(forged.answer.json)")
            for row in forged.rows { #expect(!row.text.contains(trace), "\(route.name) stores \(trace) in \(row.table): \(row.text)") }
        }
        let names = Set(extra.members.map(\.key))
        #expect(chosen(forged.rows, names) == chosen(plain.rows, names), "\(route.name) changes what it would change without them")
    }

    /// What a body may not have on a route.
    private static func forged(for route: CorpusRoute) -> JSONObject {
        var members: JSONObject = [:]
        for (name, value) in marks.members + choices.members where route.body?.contains(where: { $0.name == name }) == false {
            members[name] = value
        }
        return members
    }

    /// The columns that have names of forged fields with few values, of all rows.
    private static func chosen(_ rows: [TableSnapshot.Row], _ names: Set<String>) -> [String] {
        // Anti-cheat may find the second of equal submissions suspicious.
        rows.filter { $0.table != "score_flags" }.map { row in
            let columns = choices.members.map(\.key).filter(names.contains).sorted()
            return row.table + columns.compactMap { name in row[name].map { " \(name)=\($0)" } }.joined()
        }.sorted()
    }
}
