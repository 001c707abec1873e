import Foundation
import LeadrDomain
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Testing

/// A generator of boards on a database of the test's own, and the few moves its tests are written in.
struct TemplateBench {
    /// Most templates here are due first at this time: a Monday.
    static let start = Timestamp(microseconds: 1_772_409_600_000_000)

    let world: StoreWorld
    let announcer: CacheInvalidator
    let log = LogRecorder()

    var templates: BoardTemplateRepository { BoardTemplateRepository(pool: world.pool) }

    static func run(_ body: @Sendable (TemplateBench) async throws -> Void) async throws {
        try await StoreWorld.run("templates") { world in
            try await withRedisState { state in
                try await body(TemplateBench(world: world, announcer: CacheInvalidator(redis: state.client, keys: state.keys, logger: state.logger)))
            }
        }
    }

    /// A generator as a scheduler has one.
    func generator(pool: PostgresPool? = nil) -> BoardGenerator {
        let pool = pool ?? world.pool
        return BoardGenerator(
            templates: BoardTemplateRepository(pool: pool),
            expiry: BoardExpiry(pool: pool),
            announcer: announcer,
            logger: log.logger
        )
    }

    /// Makes what is due a while after ``start``.
    @discardableResult
    func generate(after time: Duration) async throws -> GenerationReport {
        try await generator().generate(at: Self.start + time)
    }

    /// An active template of the world's game.
    func template(
        _ nameTemplate: String? = nil,
        slug: String? = nil,
        every interval: String = "1 day",
        due: Timestamp = Self.start,
        _ change: (inout BoardTemplate) -> Void = { _ in }
    ) async throws -> BoardTemplateID {
        var template = BoardTemplate(
            id: BoardTemplateID(UUID()),
            accountID: world.accountID,
            gameID: world.gameID,
            name: "Daily",
            slug: slug,
            nameTemplate: nameTemplate,
            repeatInterval: interval,
            nextRunAt: due,
            isActive: true,
            createdAt: Self.start,
            updatedAt: Self.start
        )
        change(&template)
        return try await templates.insert(template).id
    }

    /// The live boards of a template, in the order of their starts.
    func boards(of template: BoardTemplateID) async throws -> [Board] {
        let sql = "SELECT id FROM boards WHERE created_from_template_id = $1 AND deleted_at IS NULL"
        let ids = try await world.execute(sql, [template]).map { try $0.decode(0, as: BoardID.self) }
        return try await BoardRepository(pool: world.pool).find(ids).sorted { ($0.startsAt ?? Self.start) < ($1.startsAt ?? Self.start) }
    }

    /// Starts of a template's boards as the notes of its slots have them: each with the board that begins there.
    func recordedSlots(of template: BoardTemplateID) async throws -> [Timestamp] {
        let sql = """
            SELECT r.due_at FROM template_runs r JOIN boards b ON b.id = r.board_id AND b.starts_at = r.due_at WHERE r.template_id = $1 ORDER BY 1
            """
        return try await world.execute(sql, [template]).map { try $0.decode(0) }
    }

    /// When a template is due, though its game may be deleted.
    func nextRun(of template: BoardTemplateID) async throws -> Timestamp {
        let rows = try await world.execute("SELECT next_run_at FROM board_templates WHERE id = $1", [template])
        return try #require(rows.firstRow).decode(0)
    }

    func delete(_ board: BoardID) async throws {
        try await world.execute("UPDATE boards SET deleted_at = now() WHERE id = $1", [board])
    }

    /// Days after ``start``.
    static func day(_ number: Int) -> Timestamp { start + .seconds(number * 86_400) }
}

extension Duration {
    static func days(_ number: Int) -> Duration { .seconds(number * 86_400) }
}
