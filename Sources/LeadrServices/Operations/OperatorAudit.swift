import ByteJSON
import LeadrDomain
import LeadrStore
import Logging

/// Writes down what operators change: before it happens, and again when it ended.
public struct OperatorAudit: Sendable {
    private let store: OperatorActionStore
    private let ids: any IDGenerator
    private let clock: any Clock
    let logger: Logger

    init(store: OperatorActionStore, ids: any IDGenerator = UUIDv7Generator(), clock: any Clock = SystemClock(), logger: Logger) {
        self.store = store
        self.ids = ids
        self.clock = clock
        self.logger = logger
    }

    /// The latest actions.
    ///
    /// - Throws: `PostgresError`.
    public func list(_ request: PageRequest) async throws -> Page<OperatorAction> {
        try await store.page(request)
    }

    /// Carries out a change between its two notes. Nothing is changed when the first one cannot be written.
    ///
    /// - Parameters:
    ///   - action: What is done, as a stable word.
    ///   - target: What it is done to.
    ///   - parameters: How.
    ///   - actor: By whom.
    ///   - change: The change; what it returns is noted by `describe`, what it throws is noted as an error.
    func record<Result: Sendable>(
        _ action: String,
        of target: String,
        _ parameters: JSONObject = [:],
        by actor: OperatorActor,
        describe: (Result) -> JSONValue,
        _ change: () async throws -> Result
    ) async throws -> Result {
        let entry = OperatorAction(
            id: OperatorActionID(ids.next()),
            at: clock.now(),
            actor: actor.description,
            action: action,
            target: target,
            parameters: .object(parameters)
        )
        try await store.begin(entry)
        logger.notice("An operator acts", metadata: ["actor": "\(entry.actor)", "action": "\(action)", "target": "\(target)", "id": "\(entry.id)"])
        do {
            let result = try await change()
            await finish(entry, describe(result))
            return result
        } catch {
            await finish(entry, .object(["error": .string("\(error)")]))
            throw error
        }
    }

    /// The change is made whether or not this can be noted; that it began is on record.
    private func finish(_ entry: OperatorAction, _ result: JSONValue) async {
        do {
            try await store.finish(entry.id, result: result, at: clock.now())
        } catch {
            logger.error("How an operator's action ended could not be recorded", metadata: ["action": "\(entry.id)", "error": "\(error)"])
        }
    }
}

extension OperatorAction {
    /// The action for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        .object([
            "id": .string(id.wire),
            "at": .time(at),
            "actor": .string(actor),
            "action": .string(action),
            "target": .string(target),
            "parameters": parameters,
            "status": .string(status),
            "result": result ?? .null,
            "finished_at": .time(finishedAt),
        ])
    }

    /// `started`, `done` or `failed`; one that stays `started` was interrupted.
    public var status: String {
        guard let result else { return "started" }
        return result.object?["error"] == nil ? "done" : "failed"
    }
}
