/// The entity kinds of `contract/platform.md §11`, used as tags of ``EntityID``.
public enum Kinds {
    /// Tag of ``AccountID``, prefix `acc`.
    public enum Account: EntityKind {
        /// Wire prefix.
        public static let prefix = "acc"
        /// Name in validation messages.
        public static let typeName = "AccountID"
    }
    /// Tag of ``UserID``, prefix `usr`.
    public enum User: EntityKind {
        /// Wire prefix.
        public static let prefix = "usr"
        /// Name in validation messages.
        public static let typeName = "UserID"
    }
    /// Tag of ``APIKeyID``, prefix `key`.
    public enum APIKey: EntityKind {
        /// Wire prefix.
        public static let prefix = "key"
        /// Name in validation messages.
        public static let typeName = "APIKeyID"
    }
    /// Tag of ``GameID``, prefix `gam`.
    public enum Game: EntityKind {
        /// Wire prefix.
        public static let prefix = "gam"
        /// Name in validation messages.
        public static let typeName = "GameID"
    }
    /// Tag of ``BoardID``, prefix `brd`.
    public enum Board: EntityKind {
        /// Wire prefix.
        public static let prefix = "brd"
        /// Name in validation messages.
        public static let typeName = "BoardID"
    }
    /// Tag of ``BoardTemplateID``, prefix `tpl`.
    public enum BoardTemplate: EntityKind {
        /// Wire prefix.
        public static let prefix = "tpl"
        /// Name in validation messages.
        public static let typeName = "BoardTemplateID"
    }
    /// Tag of ``BoardStateID``, prefix `bst`.
    public enum BoardState: EntityKind {
        /// Wire prefix.
        public static let prefix = "bst"
        /// Name in validation messages.
        public static let typeName = "BoardStateID"
    }
    /// Tag of ``BoardRatioConfigID``, prefix `brc`.
    public enum BoardRatioConfig: EntityKind {
        /// Wire prefix.
        public static let prefix = "brc"
        /// Name in validation messages.
        public static let typeName = "BoardRatioConfigID"
    }
    /// Tag of ``RunEntryID``, prefix `run`.
    public enum RunEntry: EntityKind {
        /// Wire prefix.
        public static let prefix = "run"
        /// Name in validation messages.
        public static let typeName = "RunEntryID"
    }
    /// Tag of ``IdentityID``, prefix `ide`.
    public enum Identity: EntityKind {
        /// Wire prefix.
        public static let prefix = "ide"
        /// Name in validation messages.
        public static let typeName = "IdentityID"
    }
    /// Tag of ``IdentitySessionID``, prefix `ses`.
    public enum IdentitySession: EntityKind {
        /// Wire prefix.
        public static let prefix = "ses"
        /// Name in validation messages.
        public static let typeName = "IdentitySessionID"
    }
    /// Tag of ``DeviceID``, prefix `dev`.
    public enum Device: EntityKind {
        /// Wire prefix.
        public static let prefix = "dev"
        /// Name in validation messages.
        public static let typeName = "DeviceID"
    }
    /// Tag of ``NonceID``, prefix `non`.
    public enum Nonce: EntityKind {
        /// Wire prefix.
        public static let prefix = "non"
        /// Name in validation messages.
        public static let typeName = "NonceID"
    }
    /// Tag of ``ScoreID``, prefix `scr`.
    public enum Score: EntityKind {
        /// Wire prefix.
        public static let prefix = "scr"
        /// Name in validation messages.
        public static let typeName = "ScoreID"
    }
    /// Tag of ``ScoreEventID``, prefix `sev`.
    public enum ScoreEvent: EntityKind {
        /// Wire prefix.
        public static let prefix = "sev"
        /// Name in validation messages.
        public static let typeName = "ScoreEventID"
    }
    /// Tag of ``ScoreFlagID``, prefix `flg`.
    public enum ScoreFlag: EntityKind {
        /// Wire prefix.
        public static let prefix = "flg"
        /// Name in validation messages.
        public static let typeName = "ScoreFlagID"
    }
    /// Tag of ``ScoreSubmissionMetaID``, prefix `sub`.
    public enum ScoreSubmissionMeta: EntityKind {
        /// Wire prefix.
        public static let prefix = "sub"
        /// Name in validation messages.
        public static let typeName = "ScoreSubmissionMetaID"
    }
    /// Tag of ``EmailID``, prefix `eml`.
    public enum Email: EntityKind {
        /// Wire prefix.
        public static let prefix = "eml"
        /// Name in validation messages.
        public static let typeName = "EmailID"
    }
    /// Tag of ``JamCodeID``, prefix `jam`.
    public enum JamCode: EntityKind {
        /// Wire prefix.
        public static let prefix = "jam"
        /// Name in validation messages.
        public static let typeName = "JamCodeID"
    }
    /// Tag of ``JamCodeRedemptionID``, prefix `red`.
    public enum JamCodeRedemption: EntityKind {
        /// Wire prefix.
        public static let prefix = "red"
        /// Name in validation messages.
        public static let typeName = "JamCodeRedemptionID"
    }
    /// Tag of ``WebhookEventID``, prefix `whe`.
    public enum WebhookEvent: EntityKind {
        /// Wire prefix.
        public static let prefix = "whe"
        /// Name in validation messages.
        public static let typeName = "WebhookEventID"
    }
}

/// Identifier with the wire prefix `acc`.
public typealias AccountID = EntityID<Kinds.Account>
/// Identifier with the wire prefix `usr`.
public typealias UserID = EntityID<Kinds.User>
/// Identifier with the wire prefix `key`.
public typealias APIKeyID = EntityID<Kinds.APIKey>
/// Identifier with the wire prefix `gam`.
public typealias GameID = EntityID<Kinds.Game>
/// Identifier with the wire prefix `brd`.
public typealias BoardID = EntityID<Kinds.Board>
/// Identifier with the wire prefix `tpl`.
public typealias BoardTemplateID = EntityID<Kinds.BoardTemplate>
/// Identifier with the wire prefix `bst`.
public typealias BoardStateID = EntityID<Kinds.BoardState>
/// Identifier with the wire prefix `brc`.
public typealias BoardRatioConfigID = EntityID<Kinds.BoardRatioConfig>
/// Identifier with the wire prefix `run`.
public typealias RunEntryID = EntityID<Kinds.RunEntry>
/// Identifier with the wire prefix `ide`.
public typealias IdentityID = EntityID<Kinds.Identity>
/// Identifier with the wire prefix `ses`.
public typealias IdentitySessionID = EntityID<Kinds.IdentitySession>
/// Identifier with the wire prefix `dev`.
public typealias DeviceID = EntityID<Kinds.Device>
/// Identifier with the wire prefix `non`.
public typealias NonceID = EntityID<Kinds.Nonce>
/// Identifier with the wire prefix `scr`.
public typealias ScoreID = EntityID<Kinds.Score>
/// Identifier with the wire prefix `sev`.
public typealias ScoreEventID = EntityID<Kinds.ScoreEvent>
/// Identifier with the wire prefix `flg`.
public typealias ScoreFlagID = EntityID<Kinds.ScoreFlag>
/// Identifier with the wire prefix `sub`.
public typealias ScoreSubmissionMetaID = EntityID<Kinds.ScoreSubmissionMeta>
/// Identifier with the wire prefix `eml`.
public typealias EmailID = EntityID<Kinds.Email>
/// Identifier with the wire prefix `jam`.
public typealias JamCodeID = EntityID<Kinds.JamCode>
/// Identifier with the wire prefix `red`.
public typealias JamCodeRedemptionID = EntityID<Kinds.JamCodeRedemption>
/// Identifier with the wire prefix `whe`.
public typealias WebhookEventID = EntityID<Kinds.WebhookEvent>
