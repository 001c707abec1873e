-- What all processes of an installation have to agree on (design.md §3, "QUEUE_SHARDS is stored at first start"; docs/decisions/0010-stored-shards.md).

CREATE TABLE installation (
    -- One row at most.
    is_present boolean PRIMARY KEY DEFAULT true CHECK (is_present),
    queue_shards integer NOT NULL CHECK (queue_shards >= 1),
    -- Set while `leadrctl shards resize` moves what lies in the shards; no process starts then.
    resizing_to integer CHECK (resizing_to >= 1),
    updated_at timestamptz NOT NULL DEFAULT now()
);
