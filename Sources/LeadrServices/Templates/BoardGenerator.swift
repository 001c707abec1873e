import LeadrDomain
import LeadrState
import LeadrStore
import Logging
import Metrics
import Postgres

/// Makes the boards of due templates (`contract/scoring.md §3.4`), each once however many processes try: the board, the note that its slot has one,
/// and the step to the next slot are one transaction.
public struct BoardGenerator: Sendable {
    /// Boards that one run makes of a template at most; what is overdue beyond that waits for the next run.
    public static let boardsPerTemplate = 100

    private let templates: BoardTemplateRepository
    private let expiry: BoardExpiry
    private let announcer: CacheInvalidator
    private let usage: UsageMeter?
    private let ids: any IDGenerator
    private let clock: any Clock
    private let logger: Logger

    /// A generator.
    ///
    /// - Parameters:
    ///   - templates: Where templates are stored.
    ///   - expiry: Closes boards whose end has passed, so that the next ones may have their slugs.
    ///   - announcer: Told of new boards.
    ///   - usage: Counts what accounts use; nil counts nothing.
    ///   - ids: Source of ids.
    ///   - clock: Time of creation.
    ///   - logger: Told of what was made, and of templates that fail.
    public init(
        templates: BoardTemplateRepository,
        expiry: BoardExpiry,
        announcer: CacheInvalidator,
        usage: UsageMeter? = nil,
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock(),
        logger: Logger
    ) {
        self.templates = templates
        self.expiry = expiry
        self.announcer = announcer
        self.usage = usage
        self.ids = ids
        self.clock = clock
        self.logger = logger
    }

    /// Closes boards whose end has passed, then makes what is due by the database's clock.
    ///
    /// - Throws: `PostgresError` when the database fails; boards made until then stay.
    public func run() async throws {
        let closed = try await expiry.expire()
        if !closed.isEmpty { logger.info("Closed boards whose end has passed", metadata: ["boards": "\(closed.count)"]) }
        try await generate(at: templates.databaseTime())
    }

    /// Makes the boards that were due at `now`, and names them after that time.
    ///
    /// A template that fails for a reason of its own is logged, tried again by the next run, and does not hold up the others.
    ///
    /// - Throws: `PostgresError` when the database fails; boards made until then stay.
    @discardableResult
    public func generate(at now: Timestamp) async throws -> GenerationReport {
        var report = GenerationReport()
        do {
            for template in try await templates.due(at: now) { try await makeBoards(of: template, at: now, &report) }
        } catch {
            await conclude(report)
            throw error
        }
        await conclude(report)
        return report
    }

    private func makeBoards(of template: BoardTemplateID, at now: Timestamp, _ report: inout GenerationReport) async throws {
        do {
            for _ in 0..<Self.boardsPerTemplate {
                guard let slot = try await takeSlot(of: template, at: now) else { return }
                guard let board = slot.board else { continue }
                report.boards.append(board)
                usage?.count(.boardsCreated, for: slot.account)
            }
        } catch  where Self.isOfTemplate(error) {
            report.failures += 1
            logger.warning("A template makes no boards", metadata: ["template": "\(template.wire)", "error": "\(error)"])
        }
    }

    private func conclude(_ report: GenerationReport) async {
        Counter(label: "template_boards_created_total").increment(by: report.boards.count)
        Counter(label: "template_failures_total").increment(by: report.failures)
        guard !report.boards.isEmpty else { return }
        logger.info("Made boards from templates", metadata: ["boards": "\(report.boards.count)"])
        await announcer.announce(.board, report.boards.map(\.uuid))
    }

    /// Whether the template is to blame, or who holds what it needs, and not the database.
    private static func isOfTemplate(_ error: any Error) -> Bool {
        switch error {
        case is DomainError, is UnexpectedFailure: true
        case let error as PostgresError:
            error.isDataError || error.code == .decoding || error.isRetryable || error.isStatementTimeout || error.isLockTimeout
        default: false
        }
    }

    // MARK: - One slot

    /// What became of a slot.
    private struct Slot {
        /// Its new board; nil when it had one.
        let board: BoardID?
        /// Whose template it is.
        let account: AccountID
    }

    /// Makes the board of the present slot of a template; nil when there is nothing left to do, or when somebody else is at it.
    private func takeSlot(of template: BoardTemplateID, at now: Timestamp, attempts: Int = BoardHandles.attempts) async throws -> Slot? {
        do {
            return try await templates.lockingDue(template, at: now) { try await takeSlot(of: $0, at: now) }
        } catch let error as PostgresError where attempts > 1 && BoardHandles.taken(error) != nil {
            return try await takeSlot(of: template, at: now, attempts: attempts - 1)
        }
    }

    private func takeSlot(of due: DueTemplate, at now: Timestamp) async throws -> Slot {
        try await due.closeEndedBoards(at: now)
        let plan = try PlannedBoard(of: due.template, series: await due.series(), at: now)
        if plan.nextRunAt == nil { warnOfEnd(of: due.template) }
        guard try await !due.isMade() else {
            try await due.skip(to: plan.nextRunAt)
            return Slot(board: nil, account: due.template.accountID)
        }
        let board = try await board(of: plan, due)
        let created = OutboxEvent.board(.boardCreated, board.id, id: ids.next(), at: board.createdAt, tenant: board.accountID)
        try await due.make(board, next: plan.nextRunAt, recording: [created])
        return Slot(board: board.id, account: board.accountID)
    }

    private func board(of plan: PlannedBoard, _ due: DueTemplate) async throws -> Board {
        let handles = BoardHandles(activeSlugs: due.activeSlugs, takenShortCodes: due.takenShortCodes)
        return plan.board(
            id: BoardID(ids.next()),
            slug: try await handles.slug(plan.template.slug, name: plan.name, isActive: plan.isActive),
            shortCode: try await handles.shortCode(),
            createdAt: clock.now()
        )
    }

    private func warnOfEnd(of template: BoardTemplate) {
        logger.warning("A template is switched off: it would be due after the year 9999", metadata: ["template": "\(template.id.wire)"])
    }
}
