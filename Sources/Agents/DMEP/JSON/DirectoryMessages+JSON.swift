extension DirectoryUpdate {
    private static let keys: [DocumentKey] = ["advertisements", "retractions", "lease", "via"]

    /// Reads the update.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            advertisements: try object.list("advertisements"),
            retractions: try object.list("retractions"), lease: try object.optional("lease"),
            via: try object.list("via"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the update as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("advertisements", list: advertisements)
        try object.write("retractions", list: retractions)
        try object.write("lease", lease)
        try object.write("via", list: via)
    }
}

extension ServiceRetraction {
    private static let keys: [DocumentKey] = ["serviceID", "agentURI", "time"]

    /// Reads the retraction.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            serviceID: try object.value("serviceID"), agentURI: try object.value("agentURI"),
            time: try object.value("time"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }
}

extension DirectoryUpdateResponse {
    private static let keys: [DocumentKey] = ["responseStatus", "reason"]

    /// Reads the response.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(isSuccess: try object.responseStatus(), reason: try object.optional("reason"))
    }

    /// Writes the response as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("responseStatus", isSuccess ? 1 : 0)
        try object.write("reason", reason)
    }
}

extension ServiceMapRequest {
    private static let keys: [DocumentKey] = [
        "version", "clientVer", "agentType", "agentURI", "autonomousSystem",
    ]

    /// Reads the request.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            version: try object.value("version"), clientVersion: try object.value("clientVer"),
            agentType: try object.value("agentType"), agentURI: try object.optional("agentURI"),
            autonomousSystem: try object.optional("autonomousSystem"))
    }

    /// Writes the request as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("version", version)
        try object.write("clientVer", clientVersion)
        try object.write("agentType", agentType)
        try object.write("agentURI", agentURI)
        try object.write("autonomousSystem", autonomousSystem)
    }
}

extension ServiceMap {
    private static let keys: [DocumentKey] = ["advertisements", "retractions", "hashKey"]

    /// Reads the map.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            advertisements: try object.list("advertisements"),
            retractions: try object.list("retractions"), hashKey: try object.optional("hashKey"))
    }

    /// Writes the map as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("advertisements", list: advertisements)
        try object.write("retractions", list: retractions)
        try object.write("hashKey", hashKey)
    }
}
