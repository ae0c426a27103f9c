extension DirectoryUpdate: JSONObject {
    private static let keys: [String] = ["advertisements", "retractions", "lease", "via"]

    /// Reads the update.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            advertisements: try object.list("advertisements"),
            retractions: try object.list("retractions"), lease: try object.optional("lease"),
            via: try object.list("via"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the update as an object.
    func write(to json: inout JSONWriter) {
        json.write("advertisements", list: advertisements)
        json.write("retractions", list: retractions)
        json.write("lease", lease)
        json.write("via", list: via)
    }
}

extension ServiceRetraction: JSONObject {
    private static let keys: [String] = ["serviceID", "agentURI", "time"]

    /// Reads the retraction.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            serviceID: try object.value("serviceID"), agentURI: try object.value("agentURI"),
            time: try object.value("time"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the retraction as an object.
    func write(to json: inout JSONWriter) {
        json.write("serviceID", serviceID)
        json.write("agentURI", agentURI)
        json.write("time", time)
    }
}

extension DirectoryUpdateResponse: JSONObject {
    private static let keys: [String] = ["responseStatus", "reason"]

    /// Reads the response.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(isSuccess: try object.responseStatus(), reason: try object.optional("reason"))
    }

    /// Writes the response as an object.
    func write(to json: inout JSONWriter) {
        json.write("responseStatus", isSuccess ? 1 : 0)
        json.write("reason", reason)
    }
}

extension ServiceMapRequest: JSONObject {
    private static let keys: [String] = [
        "version", "clientVer", "agentType", "agentURI", "autonomousSystem",
    ]

    /// Reads the request.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            version: try object.value("version"), clientVersion: try object.value("clientVer"),
            agentType: try object.value("agentType"), agentURI: try object.optional("agentURI"),
            autonomousSystem: try object.optional("autonomousSystem"))
    }

    /// Writes the request as an object.
    func write(to json: inout JSONWriter) {
        json.write("version", version)
        json.write("clientVer", clientVersion)
        json.write("agentType", agentType)
        json.write("agentURI", agentURI)
        json.write("autonomousSystem", autonomousSystem)
    }
}

extension ServiceMap: JSONObject {
    private static let keys: [String] = ["advertisements", "retractions", "hashKey"]

    /// Reads the map.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            advertisements: try object.list("advertisements"),
            retractions: try object.list("retractions"), hashKey: try object.optional("hashKey"))
    }

    /// Writes the map as an object.
    func write(to json: inout JSONWriter) {
        json.write("advertisements", list: advertisements)
        json.write("retractions", list: retractions)
        json.write("hashKey", hashKey)
    }
}
