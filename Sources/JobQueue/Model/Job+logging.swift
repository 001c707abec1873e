import Logging

extension Job {
    /// The ids of the job, of the request it came from and of the trace both belong to, as log lines name them.
    public var logMetadata: Logger.Metadata {
        var metadata: Logger.Metadata = ["job_id": .string(hexadecimalID)]
        if !requestID.isEmpty { metadata["request_id"] = .string(requestID) }
        if let traceID { metadata["trace_id"] = .string(traceID) }
        return metadata
    }

    /// The trace id within ``traceparent`` (`version-traceid-spanid-flags`).
    private var traceID: String? {
        let parts = traceparent.split(separator: "-")
        return parts.count >= 4 && parts[1].utf8.count == 32 ? String(parts[1]) : nil
    }
}
