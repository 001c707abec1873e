-- Native enum types (contract/schema.md §1). The labels are the wire text; their letter case matters.

CREATE TYPE account_status AS ENUM ('active', 'suspended');
CREATE TYPE user_status AS ENUM ('invited', 'active', 'suspended');
CREATE TYPE api_key_status AS ENUM ('active', 'revoked');
CREATE TYPE device_status AS ENUM ('active', 'banned', 'suspended');
CREATE TYPE identity_kind AS ENUM ('DEVICE', 'STEAM', 'CUSTOM');
CREATE TYPE nonce_status AS ENUM ('pending', 'used', 'expired');
CREATE TYPE board_type AS ENUM ('RUN_IDENTITY', 'RUN_RUNS', 'COUNTER', 'RATIO');
CREATE TYPE keep_strategy AS ENUM ('FIRST', 'BEST', 'LATEST', 'NA');
CREATE TYPE zero_denominator_policy AS ENUM ('NULL', 'ZERO', 'INFINITY');
CREATE TYPE ratio_display AS ENUM ('RAW', 'PERCENT');
CREATE TYPE tie_breaker AS ENUM ('NUMERATOR_DESC_DENOMINATOR_ASC');
CREATE TYPE verification_code_status AS ENUM ('pending', 'used', 'expired');
CREATE TYPE verification_code_type AS ENUM ('registration', 'invite');
CREATE TYPE email_status AS ENUM ('pending', 'sent', 'delivered', 'failed');
CREATE TYPE email_priority AS ENUM ('low', 'normal', 'high', 'urgent');
CREATE TYPE webhook_source AS ENUM ('stripe');
CREATE TYPE webhook_processing_status AS ENUM ('pending', 'processed', 'failed');
