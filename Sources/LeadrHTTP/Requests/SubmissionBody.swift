import ByteJSON
import LeadrDomain
import LeadrServices

/// Reads the body of a submission (`contract/scoring.md §5.2`): the usual one in a single scan, without building a tree.
struct SubmissionBody {
    private var boardID: JSONSlice?
    private var playerName: JSONSlice?
    private var value: JSONSlice?
    private var valueDisplay: JSONSlice?
    private var metadata: JSONSlice?

    /// The draft, or why the body does not fit its schema, which the client hears only after token and nonce.
    ///
    /// - Throws: ``ValidationFailure`` at once for bytes that are no JSON.
    static func read(_ bytes: [UInt8], metadataLimit: Int) throws(ValidationFailure) -> Result<SubmissionDraft, any Error> {
        guard !bytes.isEmpty else { return .failure(ValidationFailure(issues: [.missing(["body"])])) }
        var body = SubmissionBody()
        var scanner = JSONScanner(bytes)
        let document: JSONSlice
        do {
            document = try scanner.scanMembers { body.take($0, $1) }
        } catch {
            throw .malformedJSON(error, bytes: bytes)
        }
        if let draft = body.draft(metadataLimit: metadataLimit) { return .success(draft) }
        return Result { try BodyFields.read(document.value()) { SubmissionDraft(&$0, metadataLimit: metadataLimit) } }
    }

    private mutating func take(_ key: JSONSlice, _ slice: JSONSlice) {
        if key.isText("board_id") {
            boardID = slice
        } else if key.isText("player_name") {
            playerName = slice
        } else if key.isText("value") {
            value = slice
        } else if key.isText("value_display") {
            valueDisplay = slice
        } else if key.isText("metadata") {
            metadata = slice
        }
    }

    /// The draft when everything fits; nil when something has to be explained.
    private func draft(metadataLimit: Int) -> SubmissionDraft? {
        guard let board = boardID?.string.flatMap({ try? BoardID(wire: $0) }), let name = playerName?.string, !PlayerName.isTooLong(name),
            let number = value?.double.flatMap({ ScoreValue.normalised($0) })
        else { return nil }
        var draft = SubmissionDraft(boardID: board, playerName: name, value: number)
        if let valueDisplay, !valueDisplay.isNull {
            guard let text = valueDisplay.string else { return nil }
            draft.valueDisplay = text
        }
        if let metadata, !metadata.isNull {
            let compact = metadata.compacted()
            guard JSONText.escapedLength(compact: compact) <= metadataLimit else { return nil }
            draft.metadata = compact
        }
        return draft
    }
}

extension SubmissionDraft {
    /// Reads a body field by field and explains what does not fit.
    init?(_ fields: inout BodyFields, metadataLimit: Int) {
        let boardID = fields.required("board_id", .id(Kinds.Board.self))
        let playerName = fields.required("player_name", .string(atMost: PlayerName.maximumLength))
        let value = fields.required("value", .number)
        let valueDisplay = fields.optional("value_display", .string)
        let metadata = fields.optional("metadata", .metadata(atMost: metadataLimit))
        guard let boardID, let playerName, let value else { return nil }
        self.init(boardID: boardID, playerName: playerName, value: value, valueDisplay: valueDisplay, metadata: metadata)
    }
}

extension FieldType {
    /// Any JSON value of at most `limit` characters, each non-ASCII one counted as its escapes.
    fileprivate static func metadata(atMost limit: Int) -> FieldType<[UInt8]> {
        FieldType<JSONValue>.any.refined { input in
            let compact = input.encoded()
            let length = JSONText.escapedLength(compact: compact)
            guard length > limit else { return .success(compact) }
            return .failure(.valueError("Metadata exceeds \(limit) char limit (got \(length) chars)"))
        }
    }
}
