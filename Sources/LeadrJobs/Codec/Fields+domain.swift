import LeadrDomain

extension FieldWriter {
    mutating func location(_ value: GeoLocation) {
        optional(value.timezone) { $0.text($1) }
        optional(value.country) { $0.text($1) }
        optional(value.city) { $0.text($1) }
    }

    mutating func verdict(_ value: AntiCheatVerdict) {
        byte(value.action.code)
        optional(value.flagType) { $0.byte($1.code) }
        optional(value.confidence) { $0.byte($1.code) }
        optional(value.reason) { $0.text($1) }
        optional(value.metadata) { $0.blob($1) }
        integer(Int64(value.submissionCount))
        time(value.lastSubmissionAt)
        optional(value.lastScoreValue) { $0.double($1) }
    }
}

extension FieldReader {
    mutating func location() throws(JobDecodingError) -> GeoLocation {
        GeoLocation(
            timezone: try optional("timezone") { (reader) throws(JobDecodingError) in try reader.text("timezone") },
            country: try optional("country") { (reader) throws(JobDecodingError) in try reader.text("country") },
            city: try optional("city") { (reader) throws(JobDecodingError) in try reader.text("city") }
        )
    }

    mutating func verdict() throws(JobDecodingError) -> AntiCheatVerdict {
        AntiCheatVerdict(
            action: try code("action", AntiCheatAction.init(code:)),
            flagType: try optional("flagType") { (reader) throws(JobDecodingError) in try reader.code("flagType", FlagType.init(code:)) },
            confidence: try optional("confidence") { (reader) throws(JobDecodingError) in
                try reader.code("confidence", FlagConfidence.init(code:))
            },
            reason: try optional("reason") { (reader) throws(JobDecodingError) in try reader.text("reason") },
            metadata: try optional("verdict metadata") { (reader) throws(JobDecodingError) in try reader.blob("verdict metadata") },
            submissionCount: Int(try integer("submissionCount")),
            lastSubmissionAt: try time("lastSubmissionAt"),
            lastScoreValue: try optional("lastScoreValue") { (reader) throws(JobDecodingError) in try reader.double("lastScoreValue") }
        )
    }
}
