import ByteJSON

/// One thing that a sequence does.
enum ModelOperation: Sendable {
    /// Some submissions at the same time.
    case submit([ModelSubmission])
    /// Queues jobs of submissions again; which ones, modulo how many there are.
    case redeliver([Int])
    /// Flags an event of a board.
    case flag(board: Int, pick: Int, ModelFlag)
    /// Changes a flag.
    case review(pick: Int, ModelReview)
    case change(board: Int, ModelChange)
    /// Reads boards while they change, so that whatever is kept of them has a chance to be stale later.
    case read(board: Int, isTest: Bool)
    case kill(ProcessKind)

    /// Whether rows select no other event because of it than submissions make them select.
    var leavesNames: Bool {
        switch self {
        case .flag, .review, .change: false
        case .submit, .redeliver, .read, .kill: true
        }
    }
}

/// A submission and how it is sent.
struct ModelSubmission: Sendable {
    /// Distinct within a sequence.
    let number: Int
    let board: Int
    let player: Int
    let isTest: Bool
    let value: Double
    let name: String
    let display: String?
    /// Distinct within a sequence, or null.
    let metadata: JSONValue
    let waits: Bool
    /// How often it is sent again at the same time, under one `Idempotency-Key`; nil without a key.
    let repetitions: Int?
}

/// What a flag is created with; nil for what the request leaves out.
struct ModelFlag: Sendable {
    let status: String?
    let type: String?
    let confidence: String?

    static let statuses = ["pending", "confirmed_cheat", "false_positive", "dismissed", "removed"]

    var body: JSONObject {
        var body: JSONObject = [:]
        body["status"] = status.map { .string($0) }
        body["flag_type"] = type.map { .string($0) }
        body["confidence"] = confidence.map { .string($0) }
        return body
    }
}

/// What is done to a flag.
enum ModelReview: Sendable {
    case status(String)
    case notes
    case delete

    var body: JSONValue {
        switch self {
        case .status(let status): ["status": .string(status), "reviewer_decision": "seen"]
        case .notes: ["reviewer_decision": "seen again"]
        case .delete: ["deleted": true]
        }
    }
}
