import Testing

/// How an installation answers the submissions of SDKs.
enum SDKMode: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// Callers wait for their rank, as by default.
    case waiting
    /// Nobody waits: what SDKs see when the wait runs out, and plain clients see always.
    case receipts

    var testDescription: String { rawValue }

    var settings: [String: String] { ["INGEST_SDK_WAIT_MS": self == .waiting ? "20000" : "0"] }

    /// The status of an accepted submission.
    var acceptance: Int { self == .waiting ? 201 : 202 }
}
