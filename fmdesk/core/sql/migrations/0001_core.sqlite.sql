CREATE TABLE secret (
    name TEXT NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_secret PRIMARY KEY (name)
);

CREATE TABLE escalation_rule (
    id INTEGER NOT NULL,
    cause TEXT NOT NULL CONSTRAINT ck_escalation_rule_cause CHECK (cause IN ('near', 'broken', 'stalled', 'unanswered')),
    n BIGINT NOT NULL,
    goes_to TEXT NOT NULL CONSTRAINT ck_escalation_rule_goes_to CHECK (goes_to IN ('desk_lead', 'unit_head', 'facility_manager')),
    is_active BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_escalation_rule PRIMARY KEY (id),
    CONSTRAINT uq_escalation_rule_cause_n_goes_to UNIQUE (cause, n, goes_to),
    CONSTRAINT ck_escalation_rule_n CHECK (n >= 0)
);

CREATE TABLE calendar (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    CONSTRAINT pk_calendar PRIMARY KEY (id),
    CONSTRAINT uq_calendar_code UNIQUE (code)
);

CREATE TABLE process (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    CONSTRAINT pk_process PRIMARY KEY (id),
    CONSTRAINT uq_process_code UNIQUE (code)
);

CREATE TABLE product (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    CONSTRAINT pk_product PRIMARY KEY (id),
    CONSTRAINT uq_product_code UNIQUE (code)
);

CREATE TABLE charter (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    CONSTRAINT pk_charter PRIMARY KEY (id),
    CONSTRAINT uq_charter_code UNIQUE (code)
);

CREATE TABLE charter_set (
    id INTEGER NOT NULL,
    members TEXT NOT NULL,
    CONSTRAINT pk_charter_set PRIMARY KEY (id),
    CONSTRAINT uq_charter_set_members UNIQUE (members)
);

CREATE TABLE return_reason (
    code TEXT NOT NULL,
    name_nl TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    rank BIGINT DEFAULT '100' NOT NULL,
    CONSTRAINT pk_return_reason PRIMARY KEY (code)
);

CREATE TABLE blob (
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (sha256)
);

CREATE TABLE guide (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    CONSTRAINT pk_guide PRIMARY KEY (id),
    CONSTRAINT uq_guide_code UNIQUE (code)
);

CREATE TABLE control_run (
    month TEXT NOT NULL,
    as_of BIGINT NOT NULL,
    at BIGINT NOT NULL,
    engine TEXT DEFAULT '' NOT NULL,
    charter_set_hash TEXT DEFAULT '' NOT NULL,
    lines BIGINT DEFAULT '0' NOT NULL,
    verdicts BIGINT DEFAULT '0' NOT NULL,
    is_fallback BOOLEAN DEFAULT 0 NOT NULL,
    head_seq BIGINT DEFAULT '0' NOT NULL,
    figures BLOB,
    CONSTRAINT pk_control_run PRIMARY KEY (month)
);

CREATE TABLE period (
    month TEXT NOT NULL,
    revision BIGINT NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_period_state CHECK (state IN ('open', 'closed')),
    reason TEXT DEFAULT '' NOT NULL,
    closed_at BIGINT,
    closed_by TEXT DEFAULT '' NOT NULL,
    figures_sha256 TEXT DEFAULT '' NOT NULL,
    chain_head TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_period PRIMARY KEY (month, revision)
);

CREATE TABLE period_act (
    id INTEGER NOT NULL,
    month TEXT NOT NULL,
    revision BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_period_act_kind CHECK (kind IN ('approved', 'reopen_asked')),
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    sha256 TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_period_act PRIMARY KEY (id)
);

CREATE TABLE command_log (
    seq INTEGER NOT NULL,
    op_id TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    at BIGINT NOT NULL,
    digest TEXT DEFAULT '' NOT NULL,
    result TEXT DEFAULT '' NOT NULL,
    previous TEXT DEFAULT '' NOT NULL,
    hash TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_command_log PRIMARY KEY (seq),
    CONSTRAINT uq_command_log_op_id UNIQUE (op_id)
);

CREATE TABLE command_head (
    id INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    hash TEXT DEFAULT '' NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_command_head PRIMARY KEY (id),
    CONSTRAINT ck_command_head_single CHECK (id = 1)
);

CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
);

CREATE TABLE access_grant (
    owner TEXT NOT NULL,
    object TEXT NOT NULL,
    role TEXT NOT NULL,
    privileges TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_access_grant PRIMARY KEY (owner, object, role)
);

CREATE TABLE unit (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    parent_id INTEGER,
    leader_id INTEGER,
    deputy_id INTEGER,
    is_front_office BOOLEAN DEFAULT 0 NOT NULL,
    language TEXT DEFAULT '' NOT NULL CONSTRAINT ck_unit_language CHECK (language IN ('', 'nl', 'en')),
    CONSTRAINT pk_unit PRIMARY KEY (id),
    CONSTRAINT uq_unit_code UNIQUE (code),
    CONSTRAINT fk_unit_parent_id FOREIGN KEY(parent_id) REFERENCES unit (id),
    CONSTRAINT fk_unit_leader_id FOREIGN KEY(leader_id) REFERENCES person (id),
    CONSTRAINT fk_unit_deputy_id FOREIGN KEY(deputy_id) REFERENCES person (id)
);

CREATE TABLE department (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    account_manager_id INTEGER,
    language TEXT DEFAULT '' NOT NULL CONSTRAINT ck_department_language CHECK (language IN ('', 'nl', 'en')),
    CONSTRAINT pk_department PRIMARY KEY (id),
    CONSTRAINT uq_department_code UNIQUE (code),
    CONSTRAINT fk_department_account_manager_id FOREIGN KEY(account_manager_id) REFERENCES person (id)
);

CREATE TABLE location (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    parent_id INTEGER,
    CONSTRAINT pk_location PRIMARY KEY (id),
    CONSTRAINT uq_location_code UNIQUE (code),
    CONSTRAINT fk_location_parent_id FOREIGN KEY(parent_id) REFERENCES location (id)
);

CREATE TABLE channel (
    code TEXT NOT NULL,
    name_nl TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    rank BIGINT DEFAULT '100' NOT NULL,
    CONSTRAINT pk_channel PRIMARY KEY (code)
);

CREATE TABLE pause_reason (
    code TEXT NOT NULL,
    name_nl TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    pause_class TEXT NOT NULL CONSTRAINT ck_pause_reason_pause_class CHECK (pause_class IN ('customer', 'force_majeure', 'internal')),
    CONSTRAINT pk_pause_reason PRIMARY KEY (code)
);

CREATE TABLE report_plan (
    id INTEGER NOT NULL,
    report TEXT DEFAULT '' NOT NULL,
    scope TEXT DEFAULT '' NOT NULL,
    scope_id BIGINT DEFAULT '0' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    since TEXT DEFAULT '' NOT NULL,
    is_ended BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_report_plan PRIMARY KEY (id)
);

CREATE TABLE talk_plan (
    department TEXT NOT NULL,
    held_on DATE NOT NULL,
    first_month TEXT DEFAULT '' NOT NULL,
    last_month TEXT DEFAULT '' NOT NULL,
    people TEXT DEFAULT '' NOT NULL,
    points TEXT DEFAULT '' NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT pk_talk_plan PRIMARY KEY (department)
);

CREATE TABLE talk (
    id INTEGER NOT NULL,
    department TEXT DEFAULT '' NOT NULL,
    number BIGINT NOT NULL,
    held_on DATE NOT NULL,
    first_month TEXT DEFAULT '' NOT NULL,
    last_month TEXT DEFAULT '' NOT NULL,
    people TEXT DEFAULT '' NOT NULL,
    notes TEXT DEFAULT '' NOT NULL,
    agreed TEXT DEFAULT '' NOT NULL,
    figures TEXT DEFAULT '' NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    "plan" BIGINT DEFAULT '0' NOT NULL,
    corrects_id INTEGER,
    CONSTRAINT pk_talk PRIMARY KEY (id),
    CONSTRAINT uq_talk_department_number UNIQUE (department, number),
    CONSTRAINT uq_talk_corrects_id UNIQUE (corrects_id),
    CONSTRAINT fk_talk_corrects_id FOREIGN KEY(corrects_id) REFERENCES talk (id)
);

CREATE TABLE template (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_template_kind CHECK (kind IN ('receipt', 'delay', 'ready', 'call_back')),
    product_id INTEGER,
    language TEXT DEFAULT '' NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_template PRIMARY KEY (id),
    CONSTRAINT uq_template_kind_product_id_language UNIQUE (kind, product_id, language),
    CONSTRAINT fk_template_product_id FOREIGN KEY(product_id) REFERENCES product (id)
);

CREATE TABLE call_back_rule (
    id INTEGER NOT NULL,
    product_id INTEGER,
    unit_id INTEGER,
    every BIGINT NOT NULL,
    seen BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_call_back_rule PRIMARY KEY (id),
    CONSTRAINT uq_call_back_rule_product_id_unit_id UNIQUE (product_id, unit_id),
    CONSTRAINT ck_call_back_rule_every CHECK (every > 0),
    CONSTRAINT fk_call_back_rule_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_call_back_rule_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE channel_hours (
    channel TEXT NOT NULL,
    calendar_id INTEGER NOT NULL,
    staff BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_channel_hours PRIMARY KEY (channel),
    CONSTRAINT fk_channel_hours_channel FOREIGN KEY(channel) REFERENCES channel (code),
    CONSTRAINT fk_channel_hours_calendar_id FOREIGN KEY(calendar_id) REFERENCES calendar (id)
);

CREATE TABLE channel_count (
    channel TEXT NOT NULL,
    slot BIGINT NOT NULL,
    answered BIGINT DEFAULT '0' NOT NULL,
    missed BIGINT DEFAULT '0' NOT NULL,
    waiting BIGINT DEFAULT '0' NOT NULL,
    staff BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_channel_count PRIMARY KEY (channel, slot),
    CONSTRAINT ck_channel_count_counts CHECK (answered >= 0 AND missed >= 0 AND waiting >= 0 AND staff >= 0),
    CONSTRAINT fk_channel_count_channel FOREIGN KEY(channel) REFERENCES channel (code)
);

CREATE TABLE channel_closing (
    id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    closed_at BIGINT NOT NULL,
    opened_at BIGINT,
    reason TEXT DEFAULT '' NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_channel_closing PRIMARY KEY (id),
    CONSTRAINT ck_channel_closing_order CHECK (opened_at > closed_at),
    CONSTRAINT fk_channel_closing_channel FOREIGN KEY(channel) REFERENCES channel (code)
);

CREATE TABLE calendar_version (
    id INTEGER NOT NULL,
    calendar_id INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    definition TEXT NOT NULL,
    CONSTRAINT pk_calendar_version PRIMARY KEY (id),
    CONSTRAINT fk_calendar_version_calendar_id FOREIGN KEY(calendar_id) REFERENCES calendar (id)
);

CREATE TABLE process_version (
    id INTEGER NOT NULL,
    process_id INTEGER NOT NULL,
    number BIGINT NOT NULL,
    name_nl TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_process_version PRIMARY KEY (id),
    CONSTRAINT uq_process_version_process_id_number UNIQUE (process_id, number),
    CONSTRAINT fk_process_version_process_id FOREIGN KEY(process_id) REFERENCES process (id)
);

CREATE TABLE cluster (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name_nl TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    parent_id INTEGER,
    unit_id INTEGER,
    CONSTRAINT pk_cluster PRIMARY KEY (id),
    CONSTRAINT uq_cluster_code UNIQUE (code),
    CONSTRAINT fk_cluster_parent_id FOREIGN KEY(parent_id) REFERENCES cluster (id),
    CONSTRAINT fk_cluster_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE charter_version (
    id INTEGER NOT NULL,
    charter_id INTEGER NOT NULL,
    number BIGINT NOT NULL,
    definition TEXT DEFAULT '' NOT NULL,
    sha256 TEXT DEFAULT '' NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT pk_charter_version PRIMARY KEY (id),
    CONSTRAINT uq_charter_version_charter_id_number UNIQUE (charter_id, number),
    CONSTRAINT fk_charter_version_charter_id FOREIGN KEY(charter_id) REFERENCES charter (id)
);

CREATE TABLE blob_piece (
    sha256 TEXT NOT NULL,
    number BIGINT NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_blob_piece PRIMARY KEY (sha256, number),
    CONSTRAINT fk_blob_piece_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256)
);

CREATE TABLE guide_version (
    id INTEGER NOT NULL,
    guide_id INTEGER NOT NULL,
    number BIGINT NOT NULL,
    title_nl TEXT DEFAULT '' NOT NULL,
    title_en TEXT DEFAULT '' NOT NULL,
    definition TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_guide_version PRIMARY KEY (id),
    CONSTRAINT uq_guide_version_guide_id_number UNIQUE (guide_id, number),
    CONSTRAINT fk_guide_version_guide_id FOREIGN KEY(guide_id) REFERENCES guide (id)
);

CREATE TABLE product_link (
    product_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_product_link PRIMARY KEY (product_id, position),
    CONSTRAINT fk_product_link_product_id FOREIGN KEY(product_id) REFERENCES product (id)
);

CREATE TABLE period_document (
    month TEXT NOT NULL,
    revision BIGINT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT DEFAULT '' NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_period_document PRIMARY KEY (month, revision, name),
    CONSTRAINT fk_period_document_month_revision FOREIGN KEY(month, revision) REFERENCES period (month, revision)
);

CREATE TABLE command_payload (
    seq INTEGER NOT NULL,
    salt TEXT DEFAULT '' NOT NULL,
    payload TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_command_payload PRIMARY KEY (seq),
    CONSTRAINT fk_command_payload_seq FOREIGN KEY(seq) REFERENCES command_log (seq)
);

CREATE TABLE cost_centre (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    department_id INTEGER NOT NULL,
    over TEXT DEFAULT 'warn' NOT NULL CONSTRAINT ck_cost_centre_over CHECK (over IN ('warn', 'approve', 'block')),
    CONSTRAINT pk_cost_centre PRIMARY KEY (id),
    CONSTRAINT uq_cost_centre_code UNIQUE (code),
    CONSTRAINT fk_cost_centre_department_id FOREIGN KEY(department_id) REFERENCES department (id)
);

CREATE TABLE plugin_approval (
    plugin TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    wheel TEXT NOT NULL,
    approved_at BIGINT NOT NULL,
    approved_by TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    CONSTRAINT pk_plugin_approval PRIMARY KEY (plugin),
    CONSTRAINT fk_plugin_approval_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256)
);

CREATE TABLE report_paper (
    plan_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    made_at BIGINT NOT NULL,
    sha256 TEXT DEFAULT '' NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_report_paper PRIMARY KEY (plan_id, month),
    CONSTRAINT fk_report_paper_plan_id FOREIGN KEY(plan_id) REFERENCES report_plan (id)
);

CREATE TABLE product_version (
    id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    name_nl TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    cluster_id INTEGER,
    unit_id INTEGER NOT NULL,
    price_cents BIGINT NOT NULL,
    price_unit TEXT DEFAULT '' NOT NULL,
    lead_unit TEXT CONSTRAINT ck_product_version_lead_unit CHECK (lead_unit IN ('clock_hours', 'working_hours', 'working_days', 'calendar_days')),
    lead_n BIGINT,
    lead_time_of_day TEXT CONSTRAINT ck_product_version_lead_time_of_day CHECK (lead_time_of_day IN ('keep', 'close', 'office')),
    calendar_id INTEGER,
    process_id INTEGER,
    plugin TEXT DEFAULT '' NOT NULL,
    form TEXT DEFAULT '' NOT NULL,
    article TEXT DEFAULT '' NOT NULL,
    description_nl TEXT DEFAULT '' NOT NULL,
    description_en TEXT DEFAULT '' NOT NULL,
    limits TEXT DEFAULT '' NOT NULL,
    synonyms TEXT NOT NULL,
    norm BIGINT NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_product_version PRIMARY KEY (id),
    CONSTRAINT fk_product_version_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_product_version_cluster_id FOREIGN KEY(cluster_id) REFERENCES cluster (id),
    CONSTRAINT fk_product_version_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT fk_product_version_calendar_id FOREIGN KEY(calendar_id) REFERENCES calendar (id),
    CONSTRAINT fk_product_version_process_id FOREIGN KEY(process_id) REFERENCES process (id)
);

CREATE TABLE charter_set_member (
    charter_set_id INTEGER NOT NULL,
    charter_version_id INTEGER NOT NULL,
    CONSTRAINT pk_charter_set_member PRIMARY KEY (charter_set_id, charter_version_id),
    CONSTRAINT fk_charter_set_member_charter_set_id FOREIGN KEY(charter_set_id) REFERENCES charter_set (id),
    CONSTRAINT fk_charter_set_member_charter_version_id FOREIGN KEY(charter_version_id) REFERENCES charter_version (id)
);

CREATE TABLE charter_draft (
    id INTEGER NOT NULL,
    definition TEXT DEFAULT '' NOT NULL,
    base_version_id INTEGER,
    plugin TEXT DEFAULT '' NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_charter_draft_state CHECK (state IN ('draft', 'waits', 'approved', 'dropped')),
    writers TEXT NOT NULL,
    at BIGINT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    decided_by TEXT DEFAULT '' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_charter_draft PRIMARY KEY (id),
    CONSTRAINT fk_charter_draft_base_version_id FOREIGN KEY(base_version_id) REFERENCES charter_version (id)
);

CREATE TABLE budget (
    cost_centre_id INTEGER NOT NULL,
    year BIGINT NOT NULL,
    months BIGINT NOT NULL,
    first BIGINT NOT NULL,
    number BIGINT NOT NULL,
    cents BIGINT,
    at BIGINT NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_budget PRIMARY KEY (cost_centre_id, year, months, first, number),
    CONSTRAINT fk_budget_cost_centre_id FOREIGN KEY(cost_centre_id) REFERENCES cost_centre (id)
);

CREATE TABLE person (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    department_id INTEGER,
    cost_centre_id INTEGER,
    location_id INTEGER,
    unit_id INTEGER,
    is_active BOOLEAN DEFAULT 1 NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_code UNIQUE (code),
    CONSTRAINT fk_person_department_id FOREIGN KEY(department_id) REFERENCES department (id),
    CONSTRAINT fk_person_cost_centre_id FOREIGN KEY(cost_centre_id) REFERENCES cost_centre (id),
    CONSTRAINT fk_person_location_id FOREIGN KEY(location_id) REFERENCES location (id),
    CONSTRAINT fk_person_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE process_hold (
    product_id INTEGER NOT NULL,
    process_version_id INTEGER NOT NULL,
    CONSTRAINT pk_process_hold PRIMARY KEY (product_id),
    CONSTRAINT fk_process_hold_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_process_hold_process_version_id FOREIGN KEY(process_version_id) REFERENCES process_version (id)
);

CREATE TABLE cluster_change (
    cluster_id INTEGER NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    "before" TEXT DEFAULT '' NOT NULL,
    "after" TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_cluster_change PRIMARY KEY (cluster_id, number),
    CONSTRAINT fk_cluster_change_cluster_id FOREIGN KEY(cluster_id) REFERENCES cluster (id)
);

CREATE TABLE user_account (
    id INTEGER NOT NULL,
    login TEXT NOT NULL,
    roles TEXT DEFAULT '' NOT NULL,
    person_id INTEGER,
    unit_id INTEGER,
    password TEXT DEFAULT '' NOT NULL,
    is_active BOOLEAN DEFAULT 1 NOT NULL,
    wrong BIGINT DEFAULT '0' NOT NULL,
    wait_until BIGINT,
    CONSTRAINT pk_user_account PRIMARY KEY (id),
    CONSTRAINT uq_user_account_login UNIQUE (login),
    CONSTRAINT fk_user_account_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_user_account_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE agreement_version (
    id INTEGER NOT NULL,
    department TEXT DEFAULT '' NOT NULL,
    number BIGINT NOT NULL,
    valid_from DATE NOT NULL,
    is_ended BOOLEAN DEFAULT 0 NOT NULL,
    client_id INTEGER,
    holder_id INTEGER,
    budget_cents BIGINT,
    note TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_agreement_version PRIMARY KEY (id),
    CONSTRAINT uq_agreement_version_department_number UNIQUE (department, number),
    CONSTRAINT fk_agreement_version_client_id FOREIGN KEY(client_id) REFERENCES person (id),
    CONSTRAINT fk_agreement_version_holder_id FOREIGN KEY(holder_id) REFERENCES person (id)
);

CREATE TABLE ticket (
    id INTEGER NOT NULL,
    number TEXT NOT NULL,
    requester_id INTEGER,
    recipient_id INTEGER,
    channel TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    registered_at BIGINT NOT NULL,
    owner TEXT DEFAULT '' NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    external_id TEXT,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_ticket PRIMARY KEY (id),
    CONSTRAINT uq_ticket_source_external_id UNIQUE (source, external_id),
    CONSTRAINT uq_ticket_number UNIQUE (number),
    CONSTRAINT fk_ticket_requester_id FOREIGN KEY(requester_id) REFERENCES person (id),
    CONSTRAINT fk_ticket_recipient_id FOREIGN KEY(recipient_id) REFERENCES person (id),
    CONSTRAINT fk_ticket_channel FOREIGN KEY(channel) REFERENCES channel (code)
);

CREATE TABLE step (
    process_version_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    name_nl TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    side TEXT NOT NULL CONSTRAINT ck_step_side CHECK (side IN ('front', 'back')),
    unit_id INTEGER,
    target_seconds BIGINT,
    effort_minutes BIGINT DEFAULT '0' NOT NULL,
    staff_id INTEGER,
    contact_id INTEGER,
    tools TEXT DEFAULT '' NOT NULL,
    instruction TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_step PRIMARY KEY (process_version_id, position),
    CONSTRAINT fk_step_process_version_id FOREIGN KEY(process_version_id) REFERENCES process_version (id),
    CONSTRAINT fk_step_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT fk_step_staff_id FOREIGN KEY(staff_id) REFERENCES person (id),
    CONSTRAINT fk_step_contact_id FOREIGN KEY(contact_id) REFERENCES person (id)
);

CREATE TABLE variant (
    product_version_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    name_nl TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    price_cents BIGINT NOT NULL,
    lead_unit TEXT CONSTRAINT ck_variant_lead_unit CHECK (lead_unit IN ('clock_hours', 'working_hours', 'working_days', 'calendar_days')),
    lead_n BIGINT,
    lead_time_of_day TEXT CONSTRAINT ck_variant_lead_time_of_day CHECK (lead_time_of_day IN ('keep', 'close', 'office')),
    CONSTRAINT pk_variant PRIMARY KEY (product_version_id, position),
    CONSTRAINT uq_variant_product_version_id_code UNIQUE (product_version_id, code),
    CONSTRAINT fk_variant_product_version_id FOREIGN KEY(product_version_id) REFERENCES product_version (id)
);

CREATE TABLE faq (
    id INTEGER NOT NULL,
    product_version_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    question TEXT DEFAULT '' NOT NULL,
    answer TEXT DEFAULT '' NOT NULL,
    uses BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_faq PRIMARY KEY (id),
    CONSTRAINT fk_faq_product_version_id FOREIGN KEY(product_version_id) REFERENCES product_version (id)
);

CREATE TABLE tip (
    product_version_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_tip PRIMARY KEY (product_version_id, position),
    CONSTRAINT fk_tip_product_version_id FOREIGN KEY(product_version_id) REFERENCES product_version (id)
);

CREATE TABLE product_contact (
    product_version_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_product_contact PRIMARY KEY (product_version_id, position),
    CONSTRAINT fk_product_contact_product_version_id FOREIGN KEY(product_version_id) REFERENCES product_version (id),
    CONSTRAINT fk_product_contact_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE absence (
    person_id INTEGER NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_absence PRIMARY KEY (person_id),
    CONSTRAINT fk_absence_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE goal (
    id INTEGER NOT NULL,
    measure TEXT DEFAULT '' NOT NULL,
    scope TEXT DEFAULT '' NOT NULL,
    about TEXT DEFAULT '' NOT NULL,
    every TEXT NOT NULL CONSTRAINT ck_goal_every CHECK (every IN ('month', 'quarter', 'year')),
    owner_id INTEGER NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    ended TEXT DEFAULT '' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_goal PRIMARY KEY (id),
    CONSTRAINT fk_goal_owner_id FOREIGN KEY(owner_id) REFERENCES person (id)
);

CREATE TABLE review (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_review_kind CHECK (kind IN ('product', 'process', 'charter', 'agreement')),
    code TEXT DEFAULT '' NOT NULL,
    next_on DATE,
    every_months BIGINT DEFAULT '0' NOT NULL,
    owner_id INTEGER NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_review PRIMARY KEY (id),
    CONSTRAINT uq_review_kind_code UNIQUE (kind, code),
    CONSTRAINT fk_review_owner_id FOREIGN KEY(owner_id) REFERENCES person (id)
);

CREATE TABLE talk_action (
    id INTEGER NOT NULL,
    talk_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    person_id INTEGER,
    unit_id INTEGER,
    due_on DATE NOT NULL,
    CONSTRAINT pk_talk_action PRIMARY KEY (id),
    CONSTRAINT ck_talk_action_owner CHECK ((person_id IS NULL) <> (unit_id IS NULL)),
    CONSTRAINT fk_talk_action_talk_id FOREIGN KEY(talk_id) REFERENCES talk (id),
    CONSTRAINT fk_talk_action_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_talk_action_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE product_withdrawal (
    product_version_id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_product_withdrawal PRIMARY KEY (product_version_id),
    CONSTRAINT fk_product_withdrawal_product_version_id FOREIGN KEY(product_version_id) REFERENCES product_version (id)
);

CREATE TABLE catalogue_proposal (
    id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    base_version_id INTEGER NOT NULL,
    keeper TEXT NOT NULL CONSTRAINT ck_catalogue_proposal_keeper CHECK (keeper IN ('unit', 'controller')),
    definition TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    author TEXT DEFAULT '' NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_catalogue_proposal_state CHECK (state IN ('open', 'accepted', 'refused')),
    decided_by TEXT DEFAULT '' NOT NULL,
    decided_at BIGINT,
    answer TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_catalogue_proposal PRIMARY KEY (id),
    CONSTRAINT fk_catalogue_proposal_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_catalogue_proposal_base_version_id FOREIGN KEY(base_version_id) REFERENCES product_version (id)
);

CREATE TABLE product_reading (
    id INTEGER NOT NULL,
    product_version_id INTEGER NOT NULL,
    login TEXT DEFAULT '' NOT NULL,
    person_id INTEGER,
    at BIGINT NOT NULL,
    CONSTRAINT pk_product_reading PRIMARY KEY (id),
    CONSTRAINT uq_product_reading_product_version_id_login UNIQUE (product_version_id, login),
    CONSTRAINT fk_product_reading_product_version_id FOREIGN KEY(product_version_id) REFERENCES product_version (id),
    CONSTRAINT fk_product_reading_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE agreement_level (
    id INTEGER NOT NULL,
    agreement_version_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    product_id INTEGER,
    variant TEXT DEFAULT '' NOT NULL,
    cluster_id INTEGER,
    lead_unit TEXT CONSTRAINT ck_agreement_level_lead_unit CHECK (lead_unit IN ('clock_hours', 'working_hours', 'working_days', 'calendar_days')),
    lead_n BIGINT,
    lead_time_of_day TEXT CONSTRAINT ck_agreement_level_lead_time_of_day CHECK (lead_time_of_day IN ('keep', 'close', 'office')),
    calendar_id INTEGER,
    volume BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_agreement_level PRIMARY KEY (id),
    CONSTRAINT uq_agreement_level_agreement_version_id_position UNIQUE (agreement_version_id, position),
    CONSTRAINT fk_agreement_level_agreement_version_id FOREIGN KEY(agreement_version_id) REFERENCES agreement_version (id),
    CONSTRAINT fk_agreement_level_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_agreement_level_cluster_id FOREIGN KEY(cluster_id) REFERENCES cluster (id),
    CONSTRAINT fk_agreement_level_calendar_id FOREIGN KEY(calendar_id) REFERENCES calendar (id)
);

CREATE TABLE agreement_limit (
    agreement_version_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    person_id INTEGER,
    cents BIGINT NOT NULL,
    CONSTRAINT pk_agreement_limit PRIMARY KEY (agreement_version_id, position),
    CONSTRAINT fk_agreement_limit_agreement_version_id FOREIGN KEY(agreement_version_id) REFERENCES agreement_version (id),
    CONSTRAINT fk_agreement_limit_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE ticket_change (
    ticket_id INTEGER NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    CONSTRAINT pk_ticket_change PRIMARY KEY (ticket_id, number),
    CONSTRAINT fk_ticket_change_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id)
);

CREATE TABLE ticket_task (
    id INTEGER NOT NULL,
    ticket_id INTEGER NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    person_id INTEGER,
    due_at BIGINT,
    made_at BIGINT NOT NULL,
    made_by TEXT DEFAULT '' NOT NULL,
    done_at BIGINT,
    done_by TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_ticket_task PRIMARY KEY (id),
    CONSTRAINT fk_ticket_task_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_ticket_task_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE ticket_link (
    id INTEGER NOT NULL,
    ticket_id INTEGER NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_ticket_link_kind CHECK (kind IN ('related', 'duplicate_of', 'caused_by')),
    other_id INTEGER NOT NULL,
    made_at BIGINT NOT NULL,
    made_by TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    removed_by TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_ticket_link PRIMARY KEY (id),
    CONSTRAINT ck_ticket_link_other CHECK (ticket_id <> other_id),
    CONSTRAINT fk_ticket_link_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_ticket_link_other_id FOREIGN KEY(other_id) REFERENCES ticket (id)
);

CREATE TABLE goal_norm (
    goal_id INTEGER NOT NULL,
    since TEXT NOT NULL,
    norm BIGINT NOT NULL,
    CONSTRAINT pk_goal_norm PRIMARY KEY (goal_id, since),
    CONSTRAINT fk_goal_norm_goal_id FOREIGN KEY(goal_id) REFERENCES goal (id)
);

CREATE TABLE goal_evaluation (
    id INTEGER NOT NULL,
    goal_id INTEGER NOT NULL,
    period TEXT DEFAULT '' NOT NULL,
    decision TEXT DEFAULT '' NOT NULL,
    at BIGINT NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_goal_evaluation PRIMARY KEY (id),
    CONSTRAINT fk_goal_evaluation_goal_id FOREIGN KEY(goal_id) REFERENCES goal (id)
);

CREATE TABLE incoming (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_incoming_state CHECK (state IN ('waiting', 'taken', 'ordered', 'added', 'automatic', 'settled')),
    received_at BIGINT NOT NULL,
    stored_at BIGINT NOT NULL,
    sender_name TEXT DEFAULT '' NOT NULL,
    sender_address TEXT DEFAULT '' NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    message_id TEXT DEFAULT '' NOT NULL,
    person_id INTEGER,
    ticket_id INTEGER,
    left_out TEXT DEFAULT '' NOT NULL,
    problem TEXT DEFAULT '' NOT NULL,
    problem_params TEXT NOT NULL,
    settled_at BIGINT,
    settled_by TEXT DEFAULT '' NOT NULL,
    settled_reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_incoming PRIMARY KEY (id),
    CONSTRAINT uq_incoming_key UNIQUE ("key"),
    CONSTRAINT fk_incoming_channel FOREIGN KEY(channel) REFERENCES channel (code),
    CONSTRAINT fk_incoming_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_incoming_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id)
);

CREATE TABLE review_held (
    id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    conclusion TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_review_held PRIMARY KEY (id),
    CONSTRAINT fk_review_held_review_id FOREIGN KEY(review_id) REFERENCES review (id)
);

CREATE TABLE talk_action_end (
    action_id INTEGER NOT NULL,
    outcome TEXT NOT NULL CONSTRAINT ck_talk_action_end_outcome CHECK (outcome IN ('done', 'withdrawn')),
    said TEXT DEFAULT '' NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_talk_action_end PRIMARY KEY (action_id),
    CONSTRAINT fk_talk_action_end_action_id FOREIGN KEY(action_id) REFERENCES talk_action (id)
);

CREATE TABLE line (
    id INTEGER NOT NULL,
    ticket_id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    product_id INTEGER NOT NULL,
    product_version_id INTEGER NOT NULL,
    process_version_id INTEGER,
    calendar_version_id INTEGER,
    charter_set_id INTEGER NOT NULL,
    level_id INTEGER,
    unit_id INTEGER NOT NULL,
    requester_id INTEGER,
    channel TEXT NOT NULL,
    owner_id INTEGER,
    department_id INTEGER,
    cost_centre_id INTEGER,
    location_id INTEGER,
    variant TEXT DEFAULT '' NOT NULL,
    quantity BIGINT NOT NULL,
    price_cents BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    due_given BIGINT,
    due_at BIGINT,
    ready_at BIGINT,
    state TEXT NOT NULL CONSTRAINT ck_line_state CHECK (state IN ('new', 'running', 'paused', 'ready', 'cancelled')),
    details TEXT NOT NULL,
    facts TEXT NOT NULL,
    plugin TEXT DEFAULT '' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    settled_month TEXT,
    is_touched BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_line PRIMARY KEY (id),
    CONSTRAINT uq_line_ticket_id_position UNIQUE (ticket_id, position),
    CONSTRAINT ck_line_quantity CHECK (quantity > 0),
    CONSTRAINT fk_line_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_line_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_line_product_version_id FOREIGN KEY(product_version_id) REFERENCES product_version (id),
    CONSTRAINT fk_line_process_version_id FOREIGN KEY(process_version_id) REFERENCES process_version (id),
    CONSTRAINT fk_line_calendar_version_id FOREIGN KEY(calendar_version_id) REFERENCES calendar_version (id),
    CONSTRAINT fk_line_charter_set_id FOREIGN KEY(charter_set_id) REFERENCES charter_set (id),
    CONSTRAINT fk_line_level_id FOREIGN KEY(level_id) REFERENCES agreement_level (id),
    CONSTRAINT fk_line_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT fk_line_requester_id FOREIGN KEY(requester_id) REFERENCES person (id),
    CONSTRAINT fk_line_channel FOREIGN KEY(channel) REFERENCES channel (code),
    CONSTRAINT fk_line_owner_id FOREIGN KEY(owner_id) REFERENCES unit (id),
    CONSTRAINT fk_line_department_id FOREIGN KEY(department_id) REFERENCES department (id),
    CONSTRAINT fk_line_cost_centre_id FOREIGN KEY(cost_centre_id) REFERENCES cost_centre (id),
    CONSTRAINT fk_line_location_id FOREIGN KEY(location_id) REFERENCES location (id)
);

CREATE TABLE goal_action (
    id INTEGER NOT NULL,
    evaluation_id INTEGER NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    owner_id INTEGER NOT NULL,
    due_on DATE NOT NULL,
    done_at BIGINT,
    done_by TEXT DEFAULT '' NOT NULL,
    said TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_goal_action PRIMARY KEY (id),
    CONSTRAINT fk_goal_action_evaluation_id FOREIGN KEY(evaluation_id) REFERENCES goal_evaluation (id),
    CONSTRAINT fk_goal_action_owner_id FOREIGN KEY(owner_id) REFERENCES person (id)
);

CREATE TABLE message (
    id INTEGER NOT NULL,
    ticket_id INTEGER,
    line_id INTEGER,
    person_id INTEGER NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_message_kind CHECK (kind IN ('receipt', 'delay', 'ready', 'free', 'escalation', 'report')),
    channel TEXT NOT NULL CONSTRAINT ck_message_channel CHECK (channel IN ('email', 'letter', 'phone')),
    language TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    is_late BOOLEAN DEFAULT 0 NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_message_state CHECK (state IN ('queued', 'sent', 'failed', 'done')),
    tries BIGINT DEFAULT '0' NOT NULL,
    next_try_at BIGINT,
    error TEXT DEFAULT '' NOT NULL,
    error_detail TEXT DEFAULT '' NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT DEFAULT '' NOT NULL,
    settled_at BIGINT,
    reference TEXT NOT NULL,
    about TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_message PRIMARY KEY (id),
    CONSTRAINT ck_message_reason CHECK (kind <> 'delay' OR reason <> ''),
    CONSTRAINT ck_message_about CHECK ((ticket_id IS NULL) = (about <> '')),
    CONSTRAINT fk_message_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_message_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_message_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT uq_message_reference UNIQUE (reference)
);

CREATE TABLE call_back (
    id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    event BIGINT NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_call_back_state CHECK (state IN ('open', 'closed')),
    outcome TEXT CONSTRAINT ck_call_back_outcome CHECK (outcome IN ('satisfied', 'not_satisfied', 'not_reached')),
    tries BIGINT DEFAULT '0' NOT NULL,
    due_at BIGINT NOT NULL,
    closed_at BIGINT,
    CONSTRAINT pk_call_back PRIMARY KEY (id),
    CONSTRAINT uq_call_back_line_id_event UNIQUE (line_id, event),
    CONSTRAINT fk_call_back_line_id FOREIGN KEY(line_id) REFERENCES line (id)
);

CREATE TABLE line_event (
    line_id INTEGER NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_line_event_kind CHECK (kind IN ('received', 'started', 'paused', 'resumed', 'step_finished', 'returned', 'redirected', 'delivered', 'ready', 'reopened', 'cancelled', 'corrected', 'message', 'answered', 'moved', 'force_majeure', 'force_majeure_undone', 'noted')),
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    step BIGINT,
    reason TEXT DEFAULT '' NOT NULL,
    pause_class TEXT CONSTRAINT ck_line_event_pause_class CHECK (pause_class IN ('customer', 'force_majeure', 'internal')),
    stops TEXT DEFAULT '' NOT NULL,
    evidence TEXT DEFAULT '' NOT NULL,
    quantity BIGINT DEFAULT '0' NOT NULL,
    new_run BOOLEAN DEFAULT 0 NOT NULL,
    corrects BIGINT,
    corrected_at BIGINT,
    unit_id INTEGER,
    CONSTRAINT pk_line_event PRIMARY KEY (line_id, number),
    CONSTRAINT fk_line_event_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_line_event_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
)
 WITHOUT ROWID;

CREATE TABLE contact (
    id INTEGER NOT NULL,
    person_id INTEGER,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_contact_kind CHECK (kind IN ('question', 'order', 'complaint', 'compliment', 'suggestion', 'status')),
    at BIGINT NOT NULL,
    handled_seconds BIGINT DEFAULT '0' NOT NULL,
    ticket_id INTEGER,
    note TEXT DEFAULT '' NOT NULL,
    outcome TEXT CONSTRAINT ck_contact_outcome CHECK (outcome IN ('faq', 'desk', 'bespoke')),
    faq_id INTEGER,
    line_id INTEGER,
    handler_unit_id INTEGER,
    due_at BIGINT,
    answer TEXT DEFAULT '' NOT NULL,
    answered_at BIGINT,
    CONSTRAINT pk_contact PRIMARY KEY (id),
    CONSTRAINT fk_contact_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_contact_channel FOREIGN KEY(channel) REFERENCES channel (code),
    CONSTRAINT fk_contact_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_contact_faq_id FOREIGN KEY(faq_id) REFERENCES faq (id),
    CONSTRAINT fk_contact_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_contact_handler_unit_id FOREIGN KEY(handler_unit_id) REFERENCES unit (id)
);

CREATE TABLE line_search (
    line_id INTEGER NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_line_search PRIMARY KEY (line_id),
    CONSTRAINT fk_line_search_line_id FOREIGN KEY(line_id) REFERENCES line (id)
);

CREATE TABLE unit_question (
    id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    ticket_id INTEGER,
    line_id INTEGER,
    product_id INTEGER,
    text TEXT DEFAULT '' NOT NULL,
    asked_by TEXT DEFAULT '' NOT NULL,
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    answer TEXT DEFAULT '' NOT NULL,
    answered_by TEXT DEFAULT '' NOT NULL,
    answered_at BIGINT,
    kept TEXT CONSTRAINT ck_unit_question_kept CHECK (kept IN ('faq', 'tip')),
    told_at BIGINT,
    CONSTRAINT pk_unit_question PRIMARY KEY (id),
    CONSTRAINT fk_unit_question_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT fk_unit_question_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_unit_question_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_unit_question_product_id FOREIGN KEY(product_id) REFERENCES product (id)
);

CREATE TABLE line_return (
    line_id INTEGER NOT NULL,
    event BIGINT NOT NULL,
    reason TEXT NOT NULL,
    unit_id INTEGER NOT NULL,
    CONSTRAINT pk_line_return PRIMARY KEY (line_id, event),
    CONSTRAINT fk_line_return_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_line_return_reason FOREIGN KEY(reason) REFERENCES return_reason (code),
    CONSTRAINT fk_line_return_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE line_assignment (
    id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    person_id INTEGER,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_line_assignment PRIMARY KEY (id),
    CONSTRAINT fk_line_assignment_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_line_assignment_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT fk_line_assignment_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE line_change (
    line_id INTEGER NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    CONSTRAINT pk_line_change PRIMARY KEY (line_id, number),
    CONSTRAINT fk_line_change_line_id FOREIGN KEY(line_id) REFERENCES line (id)
);

CREATE TABLE line_link (
    id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    follows_id INTEGER NOT NULL,
    made_at BIGINT NOT NULL,
    made_by TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_line_link PRIMARY KEY (id),
    CONSTRAINT uq_line_link_line_id_follows_id UNIQUE (line_id, follows_id),
    CONSTRAINT ck_line_link_other CHECK (line_id <> follows_id),
    CONSTRAINT fk_line_link_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_line_link_follows_id FOREIGN KEY(follows_id) REFERENCES line (id)
);

CREATE TABLE bespoke_line (
    line_id INTEGER NOT NULL,
    description TEXT DEFAULT '' NOT NULL,
    unit_id INTEGER NOT NULL,
    price_cents BIGINT NOT NULL,
    agreed_at BIGINT NOT NULL,
    consent TEXT DEFAULT '' NOT NULL,
    product_id INTEGER,
    CONSTRAINT pk_bespoke_line PRIMARY KEY (line_id),
    CONSTRAINT fk_bespoke_line_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_bespoke_line_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT fk_bespoke_line_product_id FOREIGN KEY(product_id) REFERENCES product (id)
);

CREATE TABLE verdict (
    month TEXT NOT NULL,
    line_id INTEGER NOT NULL,
    part BIGINT NOT NULL,
    clock_run BIGINT NOT NULL,
    charter_version_id INTEGER NOT NULL,
    outcome TEXT NOT NULL CONSTRAINT ck_verdict_outcome CHECK (outcome IN ('kept', 'broken', 'excused', 'running', 'not_applicable', 'manual')),
    quantity BIGINT NOT NULL,
    due_at BIGINT,
    finished_at BIGINT,
    over_working BIGINT DEFAULT '0' NOT NULL,
    over_clock BIGINT DEFAULT '0' NOT NULL,
    facts TEXT NOT NULL,
    cents BIGINT NOT NULL,
    full_cents BIGINT NOT NULL,
    points BIGINT DEFAULT '0' NOT NULL,
    bearer_id INTEGER,
    is_trial BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_verdict PRIMARY KEY (month, line_id, part, clock_run, charter_version_id),
    CONSTRAINT fk_verdict_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_verdict_charter_version_id FOREIGN KEY(charter_version_id) REFERENCES charter_version (id),
    CONSTRAINT fk_verdict_bearer_id FOREIGN KEY(bearer_id) REFERENCES unit (id)
)
 WITHOUT ROWID;

CREATE TABLE verdict_ruling (
    id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    part BIGINT NOT NULL,
    clock_run BIGINT NOT NULL,
    charter_version_id INTEGER NOT NULL,
    facts_sha256 TEXT DEFAULT '' NOT NULL,
    outcome TEXT NOT NULL CONSTRAINT ck_verdict_ruling_outcome CHECK (outcome IN ('kept', 'broken', 'excused', 'not_applicable')),
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_verdict_ruling PRIMARY KEY (id),
    CONSTRAINT fk_verdict_ruling_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_verdict_ruling_charter_version_id FOREIGN KEY(charter_version_id) REFERENCES charter_version (id)
);

CREATE TABLE sanction (
    id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    part BIGINT NOT NULL,
    clock_run BIGINT NOT NULL,
    charter_version_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    cents BIGINT NOT NULL,
    points BIGINT DEFAULT '0' NOT NULL,
    bearer_id INTEGER,
    told_at BIGINT NOT NULL,
    term_ends_at BIGINT,
    waits_until BIGINT,
    state TEXT NOT NULL CONSTRAINT ck_sanction_state CHECK (state IN ('proposed', 'confirmed', 'moved', 'waived', 'posted', 'withdrawn')),
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_sanction PRIMARY KEY (id),
    CONSTRAINT uq_sanction_line_id_part_clock_run_charter_version_id UNIQUE (line_id, part, clock_run, charter_version_id),
    CONSTRAINT fk_sanction_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_sanction_charter_version_id FOREIGN KEY(charter_version_id) REFERENCES charter_version (id),
    CONSTRAINT fk_sanction_bearer_id FOREIGN KEY(bearer_id) REFERENCES unit (id)
);

CREATE TABLE journal_entry (
    id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    part BIGINT NOT NULL,
    clock_run BIGINT NOT NULL,
    charter_version_id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_journal_entry_kind CHECK (kind IN ('charge', 'charge_reversal', 'sanction', 'sanction_reversal', 'move')),
    revision BIGINT NOT NULL,
    month TEXT NOT NULL,
    posted_at BIGINT NOT NULL,
    points BIGINT DEFAULT '0' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_journal_entry PRIMARY KEY (id),
    CONSTRAINT uq_journal_entry_key UNIQUE (line_id, part, clock_run, charter_version_id, kind, revision),
    CONSTRAINT fk_journal_entry_line_id FOREIGN KEY(line_id) REFERENCES line (id)
);

CREATE TABLE call_back_try (
    call_back_id INTEGER NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    outcome TEXT NOT NULL CONSTRAINT ck_call_back_try_outcome CHECK (outcome IN ('satisfied', 'not_satisfied', 'not_reached')),
    note TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_call_back_try PRIMARY KEY (call_back_id, number),
    CONSTRAINT fk_call_back_try_call_back_id FOREIGN KEY(call_back_id) REFERENCES call_back (id)
);

CREATE TABLE hand_over (
    id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    call_back_id INTEGER,
    note TEXT DEFAULT '' NOT NULL,
    from_name TEXT DEFAULT '' NOT NULL,
    to_name TEXT DEFAULT '' NOT NULL,
    at BIGINT NOT NULL,
    taken_by TEXT DEFAULT '' NOT NULL,
    taken_at BIGINT,
    CONSTRAINT pk_hand_over PRIMARY KEY (id),
    CONSTRAINT fk_hand_over_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_hand_over_call_back_id FOREIGN KEY(call_back_id) REFERENCES call_back (id)
);

CREATE TABLE escalation (
    id INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    mark BIGINT NOT NULL,
    raised_at BIGINT NOT NULL,
    person_id INTEGER,
    message_id INTEGER,
    taken_by TEXT DEFAULT '' NOT NULL,
    taken_at BIGINT,
    CONSTRAINT pk_escalation PRIMARY KEY (id),
    CONSTRAINT uq_escalation_rule_id_line_id_mark UNIQUE (rule_id, line_id, mark),
    CONSTRAINT fk_escalation_rule_id FOREIGN KEY(rule_id) REFERENCES escalation_rule (id),
    CONSTRAINT fk_escalation_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_escalation_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_escalation_message_id FOREIGN KEY(message_id) REFERENCES message (id)
);

CREATE TABLE attachment (
    id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    media_type TEXT DEFAULT '' NOT NULL,
    ticket_id INTEGER,
    line_id INTEGER,
    contact_id INTEGER,
    product_id INTEGER,
    incoming_id INTEGER,
    sanction_id INTEGER,
    message_id INTEGER,
    added_at BIGINT NOT NULL,
    added_by TEXT DEFAULT '' NOT NULL,
    hidden_at BIGINT,
    hidden_by TEXT DEFAULT '' NOT NULL,
    hidden_reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (id),
    CONSTRAINT ck_attachment_owner CHECK (CASE WHEN ticket_id IS NULL THEN 0 ELSE 1 END + CASE WHEN line_id IS NULL THEN 0 ELSE 1 END + CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END + CASE WHEN product_id IS NULL THEN 0 ELSE 1 END + CASE WHEN incoming_id IS NULL THEN 0 ELSE 1 END + CASE WHEN sanction_id IS NULL THEN 0 ELSE 1 END + CASE WHEN message_id IS NULL THEN 0 ELSE 1 END = 1),
    CONSTRAINT ck_attachment_hidden CHECK (hidden_at IS NULL OR hidden_reason <> ''),
    CONSTRAINT fk_attachment_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256),
    CONSTRAINT fk_attachment_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_attachment_line_id FOREIGN KEY(line_id) REFERENCES line (id),
    CONSTRAINT fk_attachment_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id),
    CONSTRAINT fk_attachment_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_attachment_incoming_id FOREIGN KEY(incoming_id) REFERENCES incoming (id),
    CONSTRAINT fk_attachment_sanction_id FOREIGN KEY(sanction_id) REFERENCES sanction (id),
    CONSTRAINT fk_attachment_message_id FOREIGN KEY(message_id) REFERENCES message (id)
);

CREATE TABLE sanction_decision (
    id INTEGER NOT NULL,
    sanction_id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_sanction_decision_kind CHECK (kind IN ('objection', 'withdraw', 'confirm', 'move', 'waive', 'agree', 'refuse', 'grow', 'other', 'more')),
    reason TEXT DEFAULT '' NOT NULL,
    to_unit_id INTEGER,
    awaits_second BOOLEAN DEFAULT 0 NOT NULL,
    from_unit_id INTEGER,
    CONSTRAINT pk_sanction_decision PRIMARY KEY (id),
    CONSTRAINT fk_sanction_decision_sanction_id FOREIGN KEY(sanction_id) REFERENCES sanction (id),
    CONSTRAINT fk_sanction_decision_to_unit_id FOREIGN KEY(to_unit_id) REFERENCES unit (id),
    CONSTRAINT fk_sanction_decision_from_unit_id FOREIGN KEY(from_unit_id) REFERENCES unit (id)
);

CREATE TABLE journal_row (
    entry_id INTEGER NOT NULL,
    number BIGINT NOT NULL,
    account TEXT NOT NULL CONSTRAINT ck_journal_row_account CHECK (account IN ('cost_centre', 'unit', 'organisation')),
    account_id BIGINT NOT NULL,
    cents BIGINT NOT NULL,
    CONSTRAINT pk_journal_row PRIMARY KEY (entry_id, number),
    CONSTRAINT fk_journal_row_entry_id FOREIGN KEY(entry_id) REFERENCES journal_entry (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_agreement_level_agreement_version_id ON agreement_level (agreement_version_id);

CREATE INDEX ix_attachment_contact_id ON attachment (contact_id);

CREATE INDEX ix_attachment_incoming_id ON attachment (incoming_id);

CREATE INDEX ix_attachment_line_id ON attachment (line_id);

CREATE INDEX ix_attachment_message_id ON attachment (message_id);

CREATE INDEX ix_attachment_product_id ON attachment (product_id);

CREATE INDEX ix_attachment_sanction_id ON attachment (sanction_id);

CREATE INDEX ix_attachment_ticket_id ON attachment (ticket_id);

CREATE INDEX ix_calendar_version_calendar_id ON calendar_version (calendar_id);

CREATE INDEX ix_call_back_closed_at ON call_back (closed_at);

CREATE INDEX ix_call_back_open ON call_back (due_at) WHERE state = 'open';

CREATE INDEX ix_catalogue_proposal_product_id ON catalogue_proposal (product_id);

CREATE INDEX ix_channel_closing_closed_at ON channel_closing (closed_at);

CREATE INDEX ix_channel_count_slot ON channel_count (slot);

CREATE INDEX ix_command_log_at ON command_log (at);

CREATE INDEX ix_contact_at ON contact (at);

CREATE INDEX ix_contact_person_id ON contact (person_id);

CREATE INDEX ix_contact_ticket_id ON contact (ticket_id);

CREATE INDEX ix_contact_unanswered ON contact (due_at) WHERE handler_unit_id IS NOT NULL AND answered_at IS NULL;

CREATE INDEX ix_escalation_line_id ON escalation (line_id);

CREATE INDEX ix_escalation_open ON escalation (id) WHERE taken_at IS NULL;

CREATE INDEX ix_faq_product_version_id ON faq (product_version_id);

CREATE INDEX ix_goal_action_evaluation_id ON goal_action (evaluation_id);

CREATE INDEX ix_goal_evaluation_goal_id ON goal_evaluation (goal_id);

CREATE INDEX ix_hand_over_open ON hand_over (id) WHERE taken_at IS NULL;

CREATE INDEX ix_incoming_ticket_id ON incoming (ticket_id);

CREATE INDEX ix_incoming_waiting ON incoming (received_at) WHERE state = 'waiting';

CREATE INDEX ix_journal_entry_month ON journal_entry (month);

CREATE INDEX ix_line_assignment_line ON line_assignment (line_id, unit_id);

CREATE INDEX ix_line_channel ON line (channel, id);

CREATE INDEX ix_line_department_id ON line (department_id, id);

CREATE INDEX ix_line_due_at ON line (due_at, id);

CREATE INDEX ix_line_event_returned ON line_event (at) WHERE kind = 'returned';

CREATE INDEX ix_line_level_id ON line (level_id) WHERE level_id IS NOT NULL;

CREATE INDEX ix_line_link_follows_id ON line_link (follows_id);

CREATE INDEX ix_line_location_id ON line (location_id, id);

CREATE INDEX ix_line_open ON line (due_at) WHERE ready_at IS NULL;

CREATE INDEX ix_line_open_place ON line (location_id) WHERE ready_at IS NULL;

CREATE INDEX ix_line_opened_at ON line (opened_at, id);

CREATE INDEX ix_line_paid ON line (cost_centre_id, state, opened_at, price_cents);

CREATE INDEX ix_line_pressing ON line (state, due_at, calendar_version_id) WHERE state IN ('new', 'running', 'paused');

CREATE INDEX ix_line_price_cents ON line (price_cents, id);

CREATE INDEX ix_line_product_id ON line (product_id);

CREATE INDEX ix_line_product_version_id ON line (product_version_id, id);

CREATE INDEX ix_line_quantity ON line (quantity, id);

CREATE INDEX ix_line_queue ON line (unit_id, state, opened_at, ticket_id) WHERE state IN ('new', 'running', 'paused');

CREATE INDEX ix_line_ready_at ON line (ready_at, id);

CREATE INDEX ix_line_requester_id ON line (requester_id, id);

CREATE INDEX ix_line_state ON line (state, id);

CREATE INDEX ix_line_unit_id ON line (unit_id, id);

CREATE INDEX ix_line_unsettled ON line (opened_at) WHERE settled_month IS NULL OR is_touched = 1;

CREATE INDEX ix_location_parent_id ON location (parent_id);

CREATE INDEX ix_message_failed ON message (id) WHERE state = 'failed';

CREATE INDEX ix_message_line_id ON message (line_id);

CREATE INDEX ix_message_queued ON message (next_try_at) WHERE state = 'queued';

CREATE INDEX ix_message_ticket_id ON message (ticket_id);

CREATE INDEX ix_period_act_month ON period_act (month);

CREATE INDEX ix_person_cost_centre_id ON person (cost_centre_id);

CREATE INDEX ix_person_location_id ON person (location_id);

CREATE INDEX ix_person_name ON person (name, id);

CREATE INDEX ix_product_version_product_id ON product_version (product_id);

CREATE INDEX ix_review_held_review_id ON review_held (review_id);

CREATE INDEX ix_sanction_decision_sanction_id ON sanction_decision (sanction_id);

CREATE INDEX ix_sanction_month ON sanction (month);

CREATE INDEX ix_talk_action_talk_id ON talk_action (talk_id);

CREATE INDEX ix_ticket_link_other_id ON ticket_link (other_id);

CREATE INDEX ix_ticket_link_ticket_id ON ticket_link (ticket_id);

CREATE INDEX ix_ticket_owner ON ticket (owner);

CREATE INDEX ix_ticket_recipient_id ON ticket (recipient_id);

CREATE INDEX ix_ticket_requester_id ON ticket (requester_id);

CREATE INDEX ix_ticket_task_ticket_id ON ticket_task (ticket_id);

CREATE INDEX ix_unit_question_asked ON unit_question (asked_by, asked_at);

CREATE INDEX ix_unit_question_open ON unit_question (unit_id, due_at) WHERE answered_at IS NULL;

CREATE INDEX ix_unit_question_ticket_id ON unit_question (ticket_id);

CREATE INDEX ix_verdict_month_outcome ON verdict (month, outcome) WHERE (outcome NOT IN ('kept', 'not_applicable'));

CREATE INDEX ix_verdict_ruling_line_id ON verdict_ruling (line_id);

CREATE UNIQUE INDEX uq_message_about ON message (about, person_id) WHERE about != '';

CREATE UNIQUE INDEX ux_ticket_link_standing ON ticket_link (ticket_id, other_id, kind) WHERE removed_at IS NULL;

CREATE VIRTUAL TABLE line_search_index USING fts5(
        words, content='line_search', content_rowid='line_id', detail='none',
        tokenize='unicode61 remove_diacritics 0');

CREATE TRIGGER line_search_added AFTER INSERT ON line_search BEGIN INSERT INTO line_search_index(rowid, words) VALUES (NEW.line_id, NEW.words); END;

CREATE TRIGGER line_search_removed AFTER DELETE ON line_search BEGIN INSERT INTO line_search_index(line_search_index, rowid, words) VALUES ('delete', OLD.line_id, OLD.words); END;

CREATE TRIGGER line_search_changed AFTER UPDATE OF words ON line_search BEGIN INSERT INTO line_search_index(line_search_index, rowid, words) VALUES ('delete', OLD.line_id, OLD.words); INSERT INTO line_search_index(rowid, words) VALUES (NEW.line_id, NEW.words); END;

CREATE VIRTUAL TABLE person_search_index USING fts5(
        words, content='person', content_rowid='id', detail='none',
        tokenize='unicode61 remove_diacritics 0');

CREATE TRIGGER person_search_added AFTER INSERT ON person BEGIN INSERT INTO person_search_index(rowid, words) VALUES (NEW.id, NEW.words); END;

CREATE TRIGGER person_search_removed AFTER DELETE ON person BEGIN INSERT INTO person_search_index(person_search_index, rowid, words) VALUES ('delete', OLD.id, OLD.words); END;

CREATE TRIGGER person_search_changed AFTER UPDATE OF words ON person BEGIN INSERT INTO person_search_index(person_search_index, rowid, words) VALUES ('delete', OLD.id, OLD.words); INSERT INTO person_search_index(rowid, words) VALUES (NEW.id, NEW.words); END;

CREATE TRIGGER line_event_no_update BEFORE UPDATE ON line_event FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_event_no_delete BEFORE DELETE ON line_event FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_event_no_replace BEFORE INSERT ON line_event FOR EACH ROW WHEN EXISTS (SELECT 1 FROM line_event WHERE line_id = NEW.line_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER journal_entry_no_replace BEFORE INSERT ON journal_entry FOR EACH ROW WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER journal_row_no_update BEFORE UPDATE ON journal_row FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER journal_row_no_delete BEFORE DELETE ON journal_row FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER journal_row_no_replace BEFORE INSERT ON journal_row FOR EACH ROW WHEN EXISTS (SELECT 1 FROM journal_row WHERE entry_id = NEW.entry_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER command_log_no_update BEFORE UPDATE ON command_log FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER command_log_no_delete BEFORE DELETE ON command_log FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER command_log_no_replace BEFORE INSERT ON command_log FOR EACH ROW WHEN EXISTS (SELECT 1 FROM command_log WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER period_act_no_update BEFORE UPDATE ON period_act FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER period_act_no_delete BEFORE DELETE ON period_act FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER period_act_no_replace BEFORE INSERT ON period_act FOR EACH ROW WHEN EXISTS (SELECT 1 FROM period_act WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER period_document_no_update BEFORE UPDATE ON period_document FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER period_document_no_delete BEFORE DELETE ON period_document FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER period_document_no_replace BEFORE INSERT ON period_document FOR EACH ROW WHEN EXISTS (SELECT 1 FROM period_document WHERE month = NEW.month AND revision = NEW.revision AND name = NEW.name) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER sanction_decision_no_update BEFORE UPDATE ON sanction_decision FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER sanction_decision_no_delete BEFORE DELETE ON sanction_decision FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER sanction_decision_no_replace BEFORE INSERT ON sanction_decision FOR EACH ROW WHEN EXISTS (SELECT 1 FROM sanction_decision WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER verdict_ruling_no_update BEFORE UPDATE ON verdict_ruling FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER verdict_ruling_no_delete BEFORE DELETE ON verdict_ruling FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER verdict_ruling_no_replace BEFORE INSERT ON verdict_ruling FOR EACH ROW WHEN EXISTS (SELECT 1 FROM verdict_ruling WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER call_back_try_no_update BEFORE UPDATE ON call_back_try FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER call_back_try_no_delete BEFORE DELETE ON call_back_try FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER call_back_try_no_replace BEFORE INSERT ON call_back_try FOR EACH ROW WHEN EXISTS (SELECT 1 FROM call_back_try WHERE call_back_id = NEW.call_back_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER product_withdrawal_no_update BEFORE UPDATE ON product_withdrawal FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER product_withdrawal_no_delete BEFORE DELETE ON product_withdrawal FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER product_withdrawal_no_replace BEFORE INSERT ON product_withdrawal FOR EACH ROW WHEN EXISTS (SELECT 1 FROM product_withdrawal WHERE product_version_id = NEW.product_version_id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER product_reading_no_update BEFORE UPDATE ON product_reading FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER product_reading_no_delete BEFORE DELETE ON product_reading FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER product_reading_no_replace BEFORE INSERT ON product_reading FOR EACH ROW WHEN EXISTS (SELECT 1 FROM product_reading WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER cluster_change_no_update BEFORE UPDATE ON cluster_change FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER cluster_change_no_delete BEFORE DELETE ON cluster_change FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER cluster_change_no_replace BEFORE INSERT ON cluster_change FOR EACH ROW WHEN EXISTS (SELECT 1 FROM cluster_change WHERE cluster_id = NEW.cluster_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER ticket_change_no_update BEFORE UPDATE ON ticket_change FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER ticket_change_no_delete BEFORE DELETE ON ticket_change FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER ticket_change_no_replace BEFORE INSERT ON ticket_change FOR EACH ROW WHEN EXISTS (SELECT 1 FROM ticket_change WHERE ticket_id = NEW.ticket_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_change_no_update BEFORE UPDATE ON line_change FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_change_no_delete BEFORE DELETE ON line_change FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_change_no_replace BEFORE INSERT ON line_change FOR EACH ROW WHEN EXISTS (SELECT 1 FROM line_change WHERE line_id = NEW.line_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_return_no_update BEFORE UPDATE ON line_return FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_return_no_delete BEFORE DELETE ON line_return FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_return_no_replace BEFORE INSERT ON line_return FOR EACH ROW WHEN EXISTS (SELECT 1 FROM line_return WHERE line_id = NEW.line_id AND event = NEW.event) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_link_no_update BEFORE UPDATE ON line_link FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_link_no_delete BEFORE DELETE ON line_link FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_link_no_replace BEFORE INSERT ON line_link FOR EACH ROW WHEN EXISTS (SELECT 1 FROM line_link WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_assignment_no_update BEFORE UPDATE ON line_assignment FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_assignment_no_delete BEFORE DELETE ON line_assignment FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER line_assignment_no_replace BEFORE INSERT ON line_assignment FOR EACH ROW WHEN EXISTS (SELECT 1 FROM line_assignment WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER blob_piece_no_update BEFORE UPDATE ON blob_piece FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER blob_piece_no_delete BEFORE DELETE ON blob_piece FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER blob_piece_no_replace BEFORE INSERT ON blob_piece FOR EACH ROW WHEN EXISTS (SELECT 1 FROM blob_piece WHERE sha256 = NEW.sha256 AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER talk_no_update BEFORE UPDATE ON talk FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER talk_no_delete BEFORE DELETE ON talk FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER talk_no_replace BEFORE INSERT ON talk FOR EACH ROW WHEN EXISTS (SELECT 1 FROM talk WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER talk_action_no_update BEFORE UPDATE ON talk_action FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER talk_action_no_delete BEFORE DELETE ON talk_action FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER talk_action_no_replace BEFORE INSERT ON talk_action FOR EACH ROW WHEN EXISTS (SELECT 1 FROM talk_action WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER talk_action_end_no_update BEFORE UPDATE ON talk_action_end FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER talk_action_end_no_delete BEFORE DELETE ON talk_action_end FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER talk_action_end_no_replace BEFORE INSERT ON talk_action_end FOR EACH ROW WHEN EXISTS (SELECT 1 FROM talk_action_end WHERE action_id = NEW.action_id) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER budget_no_update BEFORE UPDATE ON budget FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER budget_no_delete BEFORE DELETE ON budget FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER budget_no_replace BEFORE INSERT ON budget FOR EACH ROW WHEN EXISTS (SELECT 1 FROM budget WHERE cost_centre_id = NEW.cost_centre_id AND year = NEW.year AND months = NEW.months AND first = NEW.first AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER verdict_closed_insert BEFORE INSERT ON verdict FOR EACH ROW WHEN (SELECT state FROM period WHERE month = NEW.month
    ORDER BY revision DESC LIMIT 1) = 'closed' BEGIN SELECT RAISE(ABORT, 'fmdesk:month_closed'); END;

CREATE TRIGGER verdict_closed_update BEFORE UPDATE ON verdict FOR EACH ROW WHEN (SELECT state FROM period WHERE month = NEW.month
    ORDER BY revision DESC LIMIT 1) = 'closed' BEGIN SELECT RAISE(ABORT, 'fmdesk:month_closed'); END;

CREATE TRIGGER verdict_closed_delete BEFORE DELETE ON verdict FOR EACH ROW WHEN (SELECT state FROM period WHERE month = OLD.month
    ORDER BY revision DESC LIMIT 1) = 'closed' BEGIN SELECT RAISE(ABORT, 'fmdesk:month_closed'); END;

CREATE TRIGGER verdict_closed_leave BEFORE UPDATE ON verdict FOR EACH ROW WHEN (SELECT state FROM period WHERE month = OLD.month
    ORDER BY revision DESC LIMIT 1) = 'closed' BEGIN SELECT RAISE(ABORT, 'fmdesk:month_closed'); END;

CREATE TRIGGER period_closed_update BEFORE UPDATE ON period FOR EACH ROW WHEN OLD.state = 'closed' BEGIN SELECT RAISE(ABORT, 'fmdesk:month_closed'); END;

CREATE TRIGGER period_closed_delete BEFORE DELETE ON period FOR EACH ROW WHEN OLD.state = 'closed' BEGIN SELECT RAISE(ABORT, 'fmdesk:month_closed'); END;

CREATE TRIGGER proposal_told BEFORE UPDATE ON catalogue_proposal FOR EACH ROW WHEN NEW.product_id <> OLD.product_id OR NEW.base_version_id <> OLD.base_version_id OR NEW.keeper <> OLD.keeper OR NEW.definition <> OLD.definition OR NEW.reason <> OLD.reason OR NEW.author <> OLD.author OR NEW.at <> OLD.at OR OLD.state <> 'open' BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER proposal_no_delete BEFORE DELETE ON catalogue_proposal FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER period_no_replace BEFORE INSERT ON period FOR EACH ROW WHEN EXISTS (SELECT 1 FROM period WHERE month = NEW.month AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER journal_entry_month BEFORE INSERT ON journal_entry FOR EACH ROW WHEN (SELECT state FROM period WHERE month = NEW.month
    ORDER BY revision DESC LIMIT 1) = 'closed' BEGIN SELECT RAISE(ABORT, 'fmdesk:month_closed'); END;

CREATE TRIGGER journal_entry_balance BEFORE INSERT ON journal_entry FOR EACH ROW WHEN (SELECT count(*) < 2 OR sum(cents) <> 0 FROM journal_row WHERE entry_id = NEW.id) BEGIN SELECT RAISE(ABORT, 'fmdesk:unbalanced'); END;

CREATE TRIGGER journal_row_sealed BEFORE INSERT ON journal_row FOR EACH ROW WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id) BEGIN SELECT RAISE(ABORT, 'fmdesk:sealed'); END;

CREATE TRIGGER message_told BEFORE UPDATE ON message FOR EACH ROW WHEN NEW.ticket_id <> OLD.ticket_id OR NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR NEW.address <> OLD.address OR NEW.subject <> OLD.subject OR NEW.body <> OLD.body OR NEW.reason <> OLD.reason OR NEW.reference <> OLD.reference OR NEW.about <> OLD.about BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER message_no_delete BEFORE DELETE ON message FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER attachment_told BEFORE UPDATE ON attachment FOR EACH ROW WHEN NEW.sha256 <> OLD.sha256 OR NEW.name <> OLD.name OR NEW.media_type <> OLD.media_type OR NEW.added_at <> OLD.added_at OR NEW.added_by <> OLD.added_by BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER incoming_told BEFORE UPDATE ON incoming FOR EACH ROW WHEN NEW.key <> OLD.key OR NEW.received_at <> OLD.received_at OR NEW.sender_address <> OLD.sender_address OR NEW.subject <> OLD.subject OR NEW.text <> OLD.text OR NEW.message_id <> OLD.message_id OR NEW.problem <> OLD.problem BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER incoming_no_delete BEFORE DELETE ON incoming FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER blob_no_update BEFORE UPDATE ON blob FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER blob_no_delete BEFORE DELETE ON blob FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER attachment_moved BEFORE UPDATE ON attachment FOR EACH ROW WHEN COALESCE(NEW.ticket_id, 0) <> COALESCE(OLD.ticket_id, 0) OR COALESCE(NEW.line_id, 0) <> COALESCE(OLD.line_id, 0) OR COALESCE(NEW.contact_id, 0) <> COALESCE(OLD.contact_id, 0) OR COALESCE(NEW.product_id, 0) <> COALESCE(OLD.product_id, 0) OR COALESCE(NEW.incoming_id, 0) <> COALESCE(OLD.incoming_id, 0) OR COALESCE(NEW.sanction_id, 0) <> COALESCE(OLD.sanction_id, 0) OR COALESCE(NEW.message_id, 0) <> COALESCE(OLD.message_id, 0) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER unit_question_told BEFORE UPDATE ON unit_question FOR EACH ROW WHEN NEW.unit_id <> OLD.unit_id OR NEW.text <> OLD.text OR NEW.asked_by <> OLD.asked_by OR NEW.asked_at <> OLD.asked_at OR NEW.due_at <> OLD.due_at OR (OLD.answered_at IS NOT NULL AND NEW.answer <> OLD.answer) BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

CREATE TRIGGER unit_question_no_delete BEFORE DELETE ON unit_question FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'fmdesk:append_only'); END;

INSERT INTO channel (code, name_nl, name_en, rank) VALUES
    ('desk', 'Balie', 'Desk', 10),
    ('phone', 'Telefoon', 'Phone', 20),
    ('e-mail', 'E-mail', 'E-mail', 30),
    ('post', 'Post', 'Post', 40),
    ('intranet', 'Intranet', 'Intranet', 50),
    ('internet', 'Internet', 'Internet', 60),
    ('fax', 'Fax', 'Fax', 70),
    ('mobile', 'Mobiel', 'Mobile', 80),
    ('internal', 'Intern', 'Internal', 90),
    ('system', 'Systeem', 'System', 100),
    ('social', 'Sociale media', 'Social media', 110);

INSERT INTO pause_reason (code, name_nl, name_en, pause_class) VALUES
    ('customer_answer', 'Wacht op antwoord van de klant', 'Waiting for the customer', 'customer'),
    ('customer_date', 'Klant wil een latere datum', 'Customer wants a later date', 'customer'),
    ('no_access', 'Geen toegang tot de ruimte', 'No access to the room', 'customer'),
    ('force_majeure', 'Overmacht', 'Force majeure', 'force_majeure'),
    ('supplier', 'Wacht op leverancier', 'Waiting for a supplier', 'internal'),
    ('capacity', 'Geen capaciteit', 'No capacity', 'internal');

INSERT INTO access_grant (owner, object, role, privileges) VALUES
    ('core', 'absence', 'front_office', 'select, insert, update, delete'),
    ('core', 'absence', 'unit_member', 'select, insert, update, delete'),
    ('core', 'absence', 'unit_manager', 'select, insert, update, delete'),
    ('core', 'absence', 'controller', 'select'),
    ('core', 'absence', 'admin', 'select'),
    ('core', 'absence', 'auditor', 'select'),
    ('core', 'absence', 'fmdesk_clerk', 'select, insert, update, delete'),
    ('core', 'access_grant', 'front_office', 'select'),
    ('core', 'access_grant', 'unit_member', 'select'),
    ('core', 'access_grant', 'unit_manager', 'select'),
    ('core', 'access_grant', 'controller', 'select'),
    ('core', 'access_grant', 'admin', 'select'),
    ('core', 'access_grant', 'auditor', 'select'),
    ('core', 'access_grant', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'agreement_level', 'front_office', 'select'),
    ('core', 'agreement_level', 'unit_member', 'select'),
    ('core', 'agreement_level', 'unit_manager', 'select'),
    ('core', 'agreement_level', 'controller', 'select'),
    ('core', 'agreement_level', 'admin', 'select'),
    ('core', 'agreement_level', 'auditor', 'select'),
    ('core', 'agreement_level', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'agreement_limit', 'front_office', 'select'),
    ('core', 'agreement_limit', 'unit_member', 'select'),
    ('core', 'agreement_limit', 'unit_manager', 'select'),
    ('core', 'agreement_limit', 'controller', 'select'),
    ('core', 'agreement_limit', 'admin', 'select'),
    ('core', 'agreement_limit', 'auditor', 'select'),
    ('core', 'agreement_limit', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'agreement_version', 'front_office', 'select'),
    ('core', 'agreement_version', 'unit_member', 'select'),
    ('core', 'agreement_version', 'unit_manager', 'select'),
    ('core', 'agreement_version', 'controller', 'select'),
    ('core', 'agreement_version', 'admin', 'select'),
    ('core', 'agreement_version', 'auditor', 'select'),
    ('core', 'agreement_version', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'attachment', 'front_office', 'select, insert, update'),
    ('core', 'attachment', 'unit_member', 'select'),
    ('core', 'attachment', 'unit_manager', 'select'),
    ('core', 'attachment', 'controller', 'select, insert, update'),
    ('core', 'attachment', 'admin', 'select'),
    ('core', 'attachment', 'auditor', 'select'),
    ('core', 'attachment', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'bespoke_line', 'front_office', 'select, insert, update'),
    ('core', 'bespoke_line', 'unit_member', 'select'),
    ('core', 'bespoke_line', 'unit_manager', 'select'),
    ('core', 'bespoke_line', 'controller', 'select'),
    ('core', 'bespoke_line', 'admin', 'select'),
    ('core', 'bespoke_line', 'auditor', 'select'),
    ('core', 'bespoke_line', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'blob', 'front_office', 'select, insert, update'),
    ('core', 'blob', 'unit_member', 'select'),
    ('core', 'blob', 'unit_manager', 'select'),
    ('core', 'blob', 'controller', 'select, insert, update'),
    ('core', 'blob', 'admin', 'select, insert, update'),
    ('core', 'blob', 'auditor', 'select'),
    ('core', 'blob', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'blob_piece', 'front_office', 'select, insert, update'),
    ('core', 'blob_piece', 'unit_member', 'select'),
    ('core', 'blob_piece', 'unit_manager', 'select'),
    ('core', 'blob_piece', 'controller', 'select, insert, update'),
    ('core', 'blob_piece', 'admin', 'select, insert, update'),
    ('core', 'blob_piece', 'auditor', 'select'),
    ('core', 'blob_piece', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'budget', 'front_office', 'select'),
    ('core', 'budget', 'unit_member', 'select'),
    ('core', 'budget', 'unit_manager', 'select'),
    ('core', 'budget', 'controller', 'select'),
    ('core', 'budget', 'admin', 'select'),
    ('core', 'budget', 'auditor', 'select'),
    ('core', 'budget', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'calendar', 'front_office', 'select'),
    ('core', 'calendar', 'unit_member', 'select'),
    ('core', 'calendar', 'unit_manager', 'select'),
    ('core', 'calendar', 'controller', 'select'),
    ('core', 'calendar', 'admin', 'select, insert, update'),
    ('core', 'calendar', 'auditor', 'select'),
    ('core', 'calendar', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'calendar_version', 'front_office', 'select'),
    ('core', 'calendar_version', 'unit_member', 'select'),
    ('core', 'calendar_version', 'unit_manager', 'select'),
    ('core', 'calendar_version', 'controller', 'select'),
    ('core', 'calendar_version', 'admin', 'select, insert, update'),
    ('core', 'calendar_version', 'auditor', 'select'),
    ('core', 'calendar_version', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'call_back', 'front_office', 'select, insert, update'),
    ('core', 'call_back', 'unit_member', 'select'),
    ('core', 'call_back', 'unit_manager', 'select'),
    ('core', 'call_back', 'controller', 'select'),
    ('core', 'call_back', 'admin', 'select'),
    ('core', 'call_back', 'auditor', 'select'),
    ('core', 'call_back', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'call_back_rule', 'front_office', 'select, update'),
    ('core', 'call_back_rule', 'unit_member', 'select'),
    ('core', 'call_back_rule', 'unit_manager', 'select'),
    ('core', 'call_back_rule', 'controller', 'select'),
    ('core', 'call_back_rule', 'admin', 'select, insert, update, delete'),
    ('core', 'call_back_rule', 'auditor', 'select'),
    ('core', 'call_back_rule', 'fmdesk_clerk', 'select, insert, update, delete'),
    ('core', 'call_back_try', 'front_office', 'select, insert, update'),
    ('core', 'call_back_try', 'unit_member', 'select'),
    ('core', 'call_back_try', 'unit_manager', 'select'),
    ('core', 'call_back_try', 'controller', 'select'),
    ('core', 'call_back_try', 'admin', 'select'),
    ('core', 'call_back_try', 'auditor', 'select'),
    ('core', 'call_back_try', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'catalogue_proposal', 'front_office', 'select, insert, update'),
    ('core', 'catalogue_proposal', 'unit_member', 'select, insert, update'),
    ('core', 'catalogue_proposal', 'unit_manager', 'select, insert, update'),
    ('core', 'catalogue_proposal', 'controller', 'select, insert, update'),
    ('core', 'catalogue_proposal', 'admin', 'select, insert, update'),
    ('core', 'catalogue_proposal', 'auditor', 'select'),
    ('core', 'catalogue_proposal', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'channel', 'front_office', 'select'),
    ('core', 'channel', 'unit_member', 'select'),
    ('core', 'channel', 'unit_manager', 'select'),
    ('core', 'channel', 'controller', 'select'),
    ('core', 'channel', 'admin', 'select, insert, update'),
    ('core', 'channel', 'auditor', 'select'),
    ('core', 'channel', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'channel_closing', 'front_office', 'select, insert, update'),
    ('core', 'channel_closing', 'unit_member', 'select'),
    ('core', 'channel_closing', 'unit_manager', 'select'),
    ('core', 'channel_closing', 'controller', 'select'),
    ('core', 'channel_closing', 'admin', 'select'),
    ('core', 'channel_closing', 'auditor', 'select'),
    ('core', 'channel_closing', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'channel_count', 'front_office', 'select, insert, update'),
    ('core', 'channel_count', 'unit_member', 'select'),
    ('core', 'channel_count', 'unit_manager', 'select'),
    ('core', 'channel_count', 'controller', 'select'),
    ('core', 'channel_count', 'admin', 'select'),
    ('core', 'channel_count', 'auditor', 'select'),
    ('core', 'channel_count', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'channel_hours', 'front_office', 'select'),
    ('core', 'channel_hours', 'unit_member', 'select'),
    ('core', 'channel_hours', 'unit_manager', 'select'),
    ('core', 'channel_hours', 'controller', 'select'),
    ('core', 'channel_hours', 'admin', 'select, insert, update, delete'),
    ('core', 'channel_hours', 'auditor', 'select'),
    ('core', 'channel_hours', 'fmdesk_clerk', 'select, insert, update, delete'),
    ('core', 'charter', 'front_office', 'select'),
    ('core', 'charter', 'unit_member', 'select'),
    ('core', 'charter', 'unit_manager', 'select'),
    ('core', 'charter', 'controller', 'select'),
    ('core', 'charter', 'admin', 'select'),
    ('core', 'charter', 'auditor', 'select'),
    ('core', 'charter', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'charter_draft', 'front_office', 'select'),
    ('core', 'charter_draft', 'unit_member', 'select'),
    ('core', 'charter_draft', 'unit_manager', 'select'),
    ('core', 'charter_draft', 'controller', 'select'),
    ('core', 'charter_draft', 'admin', 'select'),
    ('core', 'charter_draft', 'auditor', 'select'),
    ('core', 'charter_draft', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'charter_set', 'front_office', 'select'),
    ('core', 'charter_set', 'unit_member', 'select'),
    ('core', 'charter_set', 'unit_manager', 'select'),
    ('core', 'charter_set', 'controller', 'select'),
    ('core', 'charter_set', 'admin', 'select'),
    ('core', 'charter_set', 'auditor', 'select'),
    ('core', 'charter_set', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'charter_set_member', 'front_office', 'select'),
    ('core', 'charter_set_member', 'unit_member', 'select'),
    ('core', 'charter_set_member', 'unit_manager', 'select'),
    ('core', 'charter_set_member', 'controller', 'select'),
    ('core', 'charter_set_member', 'admin', 'select'),
    ('core', 'charter_set_member', 'auditor', 'select'),
    ('core', 'charter_set_member', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'charter_version', 'front_office', 'select'),
    ('core', 'charter_version', 'unit_member', 'select'),
    ('core', 'charter_version', 'unit_manager', 'select'),
    ('core', 'charter_version', 'controller', 'select'),
    ('core', 'charter_version', 'admin', 'select'),
    ('core', 'charter_version', 'auditor', 'select'),
    ('core', 'charter_version', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'cluster', 'front_office', 'select, insert, update'),
    ('core', 'cluster', 'unit_member', 'select'),
    ('core', 'cluster', 'unit_manager', 'select'),
    ('core', 'cluster', 'controller', 'select, insert, update'),
    ('core', 'cluster', 'admin', 'select'),
    ('core', 'cluster', 'auditor', 'select'),
    ('core', 'cluster', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'cluster_change', 'front_office', 'select, insert'),
    ('core', 'cluster_change', 'unit_member', 'select'),
    ('core', 'cluster_change', 'unit_manager', 'select'),
    ('core', 'cluster_change', 'controller', 'select, insert'),
    ('core', 'cluster_change', 'admin', 'select'),
    ('core', 'cluster_change', 'auditor', 'select'),
    ('core', 'cluster_change', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'command_head', 'front_office', 'select'),
    ('core', 'command_head', 'unit_member', 'select'),
    ('core', 'command_head', 'unit_manager', 'select'),
    ('core', 'command_head', 'controller', 'select'),
    ('core', 'command_head', 'admin', 'select'),
    ('core', 'command_head', 'auditor', 'select'),
    ('core', 'command_head', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'command_log', 'front_office', 'select'),
    ('core', 'command_log', 'unit_member', 'select'),
    ('core', 'command_log', 'unit_manager', 'select'),
    ('core', 'command_log', 'controller', 'select'),
    ('core', 'command_log', 'admin', 'select'),
    ('core', 'command_log', 'auditor', 'select'),
    ('core', 'command_log', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'command_payload', 'front_office', 'select'),
    ('core', 'command_payload', 'unit_member', 'select'),
    ('core', 'command_payload', 'unit_manager', 'select'),
    ('core', 'command_payload', 'controller', 'select'),
    ('core', 'command_payload', 'admin', 'select'),
    ('core', 'command_payload', 'auditor', 'select'),
    ('core', 'command_payload', 'fmdesk_clerk', 'select, insert, update, delete'),
    ('core', 'contact', 'front_office', 'select, insert, update'),
    ('core', 'contact', 'unit_member', 'select'),
    ('core', 'contact', 'unit_manager', 'select'),
    ('core', 'contact', 'controller', 'select'),
    ('core', 'contact', 'admin', 'select'),
    ('core', 'contact', 'auditor', 'select'),
    ('core', 'contact', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'control_run', 'front_office', 'select'),
    ('core', 'control_run', 'unit_member', 'select'),
    ('core', 'control_run', 'unit_manager', 'select'),
    ('core', 'control_run', 'controller', 'select'),
    ('core', 'control_run', 'admin', 'select'),
    ('core', 'control_run', 'auditor', 'select'),
    ('core', 'control_run', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'cost_centre', 'front_office', 'select'),
    ('core', 'cost_centre', 'unit_member', 'select'),
    ('core', 'cost_centre', 'unit_manager', 'select'),
    ('core', 'cost_centre', 'controller', 'select'),
    ('core', 'cost_centre', 'admin', 'select, insert, update'),
    ('core', 'cost_centre', 'auditor', 'select'),
    ('core', 'cost_centre', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'department', 'front_office', 'select'),
    ('core', 'department', 'unit_member', 'select'),
    ('core', 'department', 'unit_manager', 'select'),
    ('core', 'department', 'controller', 'select'),
    ('core', 'department', 'admin', 'select, insert, update'),
    ('core', 'department', 'auditor', 'select'),
    ('core', 'department', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'escalation', 'front_office', 'select, insert, update'),
    ('core', 'escalation', 'unit_member', 'select'),
    ('core', 'escalation', 'unit_manager', 'select'),
    ('core', 'escalation', 'controller', 'select'),
    ('core', 'escalation', 'admin', 'select'),
    ('core', 'escalation', 'auditor', 'select'),
    ('core', 'escalation', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'escalation_rule', 'front_office', 'select'),
    ('core', 'escalation_rule', 'unit_member', 'select'),
    ('core', 'escalation_rule', 'unit_manager', 'select'),
    ('core', 'escalation_rule', 'controller', 'select'),
    ('core', 'escalation_rule', 'admin', 'select, insert, update'),
    ('core', 'escalation_rule', 'auditor', 'select'),
    ('core', 'escalation_rule', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'faq', 'front_office', 'select, update, insert'),
    ('core', 'faq', 'unit_member', 'select, insert'),
    ('core', 'faq', 'unit_manager', 'select, insert'),
    ('core', 'faq', 'controller', 'select, insert'),
    ('core', 'faq', 'admin', 'select, insert'),
    ('core', 'faq', 'auditor', 'select'),
    ('core', 'faq', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'goal', 'front_office', 'select'),
    ('core', 'goal', 'unit_member', 'select'),
    ('core', 'goal', 'unit_manager', 'select'),
    ('core', 'goal', 'controller', 'select'),
    ('core', 'goal', 'admin', 'select'),
    ('core', 'goal', 'auditor', 'select'),
    ('core', 'goal', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'goal_action', 'front_office', 'select'),
    ('core', 'goal_action', 'unit_member', 'select'),
    ('core', 'goal_action', 'unit_manager', 'select'),
    ('core', 'goal_action', 'controller', 'select'),
    ('core', 'goal_action', 'admin', 'select'),
    ('core', 'goal_action', 'auditor', 'select'),
    ('core', 'goal_action', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'goal_evaluation', 'front_office', 'select'),
    ('core', 'goal_evaluation', 'unit_member', 'select'),
    ('core', 'goal_evaluation', 'unit_manager', 'select'),
    ('core', 'goal_evaluation', 'controller', 'select'),
    ('core', 'goal_evaluation', 'admin', 'select'),
    ('core', 'goal_evaluation', 'auditor', 'select'),
    ('core', 'goal_evaluation', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'goal_norm', 'front_office', 'select'),
    ('core', 'goal_norm', 'unit_member', 'select'),
    ('core', 'goal_norm', 'unit_manager', 'select'),
    ('core', 'goal_norm', 'controller', 'select'),
    ('core', 'goal_norm', 'admin', 'select'),
    ('core', 'goal_norm', 'auditor', 'select'),
    ('core', 'goal_norm', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'guide', 'front_office', 'select, insert, update'),
    ('core', 'guide', 'unit_member', 'select'),
    ('core', 'guide', 'unit_manager', 'select'),
    ('core', 'guide', 'controller', 'select'),
    ('core', 'guide', 'admin', 'select'),
    ('core', 'guide', 'auditor', 'select'),
    ('core', 'guide', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'guide_version', 'front_office', 'select, insert, update'),
    ('core', 'guide_version', 'unit_member', 'select'),
    ('core', 'guide_version', 'unit_manager', 'select'),
    ('core', 'guide_version', 'controller', 'select'),
    ('core', 'guide_version', 'admin', 'select'),
    ('core', 'guide_version', 'auditor', 'select'),
    ('core', 'guide_version', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'hand_over', 'front_office', 'select, insert, update'),
    ('core', 'hand_over', 'unit_member', 'select'),
    ('core', 'hand_over', 'unit_manager', 'select'),
    ('core', 'hand_over', 'controller', 'select'),
    ('core', 'hand_over', 'admin', 'select'),
    ('core', 'hand_over', 'auditor', 'select'),
    ('core', 'hand_over', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'incoming', 'front_office', 'select, insert, update'),
    ('core', 'incoming', 'unit_member', 'select'),
    ('core', 'incoming', 'unit_manager', 'select'),
    ('core', 'incoming', 'controller', 'select'),
    ('core', 'incoming', 'admin', 'select'),
    ('core', 'incoming', 'auditor', 'select'),
    ('core', 'incoming', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'journal_entry', 'front_office', 'select'),
    ('core', 'journal_entry', 'unit_member', 'select'),
    ('core', 'journal_entry', 'unit_manager', 'select'),
    ('core', 'journal_entry', 'controller', 'select'),
    ('core', 'journal_entry', 'admin', 'select'),
    ('core', 'journal_entry', 'auditor', 'select'),
    ('core', 'journal_entry', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'journal_row', 'front_office', 'select'),
    ('core', 'journal_row', 'unit_member', 'select'),
    ('core', 'journal_row', 'unit_manager', 'select'),
    ('core', 'journal_row', 'controller', 'select'),
    ('core', 'journal_row', 'admin', 'select'),
    ('core', 'journal_row', 'auditor', 'select'),
    ('core', 'journal_row', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'line', 'front_office', 'select, insert, update'),
    ('core', 'line', 'unit_member', 'select, insert, update'),
    ('core', 'line', 'unit_manager', 'select, insert, update'),
    ('core', 'line', 'controller', 'select'),
    ('core', 'line', 'admin', 'select'),
    ('core', 'line', 'auditor', 'select'),
    ('core', 'line', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'line_assignment', 'front_office', 'select, insert, update'),
    ('core', 'line_assignment', 'unit_member', 'select, insert, update'),
    ('core', 'line_assignment', 'unit_manager', 'select, insert, update'),
    ('core', 'line_assignment', 'controller', 'select'),
    ('core', 'line_assignment', 'admin', 'select'),
    ('core', 'line_assignment', 'auditor', 'select'),
    ('core', 'line_assignment', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'line_change', 'front_office', 'select, insert, update'),
    ('core', 'line_change', 'unit_member', 'select'),
    ('core', 'line_change', 'unit_manager', 'select'),
    ('core', 'line_change', 'controller', 'select'),
    ('core', 'line_change', 'admin', 'select'),
    ('core', 'line_change', 'auditor', 'select'),
    ('core', 'line_change', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'line_event', 'front_office', 'select, insert, update'),
    ('core', 'line_event', 'unit_member', 'select, insert, update'),
    ('core', 'line_event', 'unit_manager', 'select, insert, update'),
    ('core', 'line_event', 'controller', 'select'),
    ('core', 'line_event', 'admin', 'select'),
    ('core', 'line_event', 'auditor', 'select'),
    ('core', 'line_event', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'line_link', 'front_office', 'select, insert, update'),
    ('core', 'line_link', 'unit_member', 'select'),
    ('core', 'line_link', 'unit_manager', 'select'),
    ('core', 'line_link', 'controller', 'select'),
    ('core', 'line_link', 'admin', 'select'),
    ('core', 'line_link', 'auditor', 'select'),
    ('core', 'line_link', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'line_return', 'front_office', 'select, insert, update'),
    ('core', 'line_return', 'unit_member', 'select, insert, update'),
    ('core', 'line_return', 'unit_manager', 'select, insert, update'),
    ('core', 'line_return', 'controller', 'select'),
    ('core', 'line_return', 'admin', 'select'),
    ('core', 'line_return', 'auditor', 'select'),
    ('core', 'line_return', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'line_search', 'front_office', 'select, insert, update'),
    ('core', 'line_search', 'unit_member', 'select'),
    ('core', 'line_search', 'unit_manager', 'select'),
    ('core', 'line_search', 'controller', 'select'),
    ('core', 'line_search', 'admin', 'select'),
    ('core', 'line_search', 'auditor', 'select'),
    ('core', 'line_search', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'location', 'front_office', 'select'),
    ('core', 'location', 'unit_member', 'select'),
    ('core', 'location', 'unit_manager', 'select'),
    ('core', 'location', 'controller', 'select'),
    ('core', 'location', 'admin', 'select, insert, update'),
    ('core', 'location', 'auditor', 'select'),
    ('core', 'location', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'message', 'front_office', 'select, insert, update'),
    ('core', 'message', 'unit_member', 'select'),
    ('core', 'message', 'unit_manager', 'select'),
    ('core', 'message', 'controller', 'select, insert, update'),
    ('core', 'message', 'admin', 'select'),
    ('core', 'message', 'auditor', 'select'),
    ('core', 'message', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'pause_reason', 'front_office', 'select'),
    ('core', 'pause_reason', 'unit_member', 'select'),
    ('core', 'pause_reason', 'unit_manager', 'select'),
    ('core', 'pause_reason', 'controller', 'select'),
    ('core', 'pause_reason', 'admin', 'select, insert, update'),
    ('core', 'pause_reason', 'auditor', 'select'),
    ('core', 'pause_reason', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'period', 'front_office', 'select'),
    ('core', 'period', 'unit_member', 'select'),
    ('core', 'period', 'unit_manager', 'select'),
    ('core', 'period', 'controller', 'select'),
    ('core', 'period', 'admin', 'select'),
    ('core', 'period', 'auditor', 'select'),
    ('core', 'period', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'period_act', 'front_office', 'select'),
    ('core', 'period_act', 'unit_member', 'select'),
    ('core', 'period_act', 'unit_manager', 'select'),
    ('core', 'period_act', 'controller', 'select'),
    ('core', 'period_act', 'admin', 'select'),
    ('core', 'period_act', 'auditor', 'select'),
    ('core', 'period_act', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'period_document', 'front_office', 'select'),
    ('core', 'period_document', 'unit_member', 'select'),
    ('core', 'period_document', 'unit_manager', 'select'),
    ('core', 'period_document', 'controller', 'select'),
    ('core', 'period_document', 'admin', 'select'),
    ('core', 'period_document', 'auditor', 'select'),
    ('core', 'period_document', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'person', 'front_office', 'select'),
    ('core', 'person', 'unit_member', 'select'),
    ('core', 'person', 'unit_manager', 'select'),
    ('core', 'person', 'controller', 'select'),
    ('core', 'person', 'admin', 'select, insert, update'),
    ('core', 'person', 'auditor', 'select'),
    ('core', 'person', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'plugin_approval', 'front_office', 'select'),
    ('core', 'plugin_approval', 'unit_member', 'select'),
    ('core', 'plugin_approval', 'unit_manager', 'select'),
    ('core', 'plugin_approval', 'controller', 'select'),
    ('core', 'plugin_approval', 'admin', 'select, insert, update, delete'),
    ('core', 'plugin_approval', 'auditor', 'select'),
    ('core', 'plugin_approval', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'process', 'front_office', 'select, insert, update'),
    ('core', 'process', 'unit_member', 'select, insert, update'),
    ('core', 'process', 'unit_manager', 'select, insert, update'),
    ('core', 'process', 'controller', 'select, insert, update'),
    ('core', 'process', 'admin', 'select, insert, update'),
    ('core', 'process', 'auditor', 'select'),
    ('core', 'process', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'process_hold', 'front_office', 'select, insert, delete'),
    ('core', 'process_hold', 'unit_member', 'select'),
    ('core', 'process_hold', 'unit_manager', 'select'),
    ('core', 'process_hold', 'controller', 'select'),
    ('core', 'process_hold', 'admin', 'select'),
    ('core', 'process_hold', 'auditor', 'select'),
    ('core', 'process_hold', 'fmdesk_clerk', 'select, insert, update, delete'),
    ('core', 'process_version', 'front_office', 'select, insert'),
    ('core', 'process_version', 'unit_member', 'select, insert'),
    ('core', 'process_version', 'unit_manager', 'select, insert'),
    ('core', 'process_version', 'controller', 'select, insert'),
    ('core', 'process_version', 'admin', 'select, insert'),
    ('core', 'process_version', 'auditor', 'select'),
    ('core', 'process_version', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'product', 'front_office', 'select, insert, update'),
    ('core', 'product', 'unit_member', 'select, insert, update'),
    ('core', 'product', 'unit_manager', 'select, insert, update'),
    ('core', 'product', 'controller', 'select, insert, update'),
    ('core', 'product', 'admin', 'select, insert, update'),
    ('core', 'product', 'auditor', 'select'),
    ('core', 'product', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'product_contact', 'front_office', 'select, insert'),
    ('core', 'product_contact', 'unit_member', 'select, insert'),
    ('core', 'product_contact', 'unit_manager', 'select, insert'),
    ('core', 'product_contact', 'controller', 'select, insert'),
    ('core', 'product_contact', 'admin', 'select, insert'),
    ('core', 'product_contact', 'auditor', 'select'),
    ('core', 'product_contact', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'product_link', 'front_office', 'select, insert, update, delete'),
    ('core', 'product_link', 'unit_member', 'select'),
    ('core', 'product_link', 'unit_manager', 'select'),
    ('core', 'product_link', 'controller', 'select'),
    ('core', 'product_link', 'admin', 'select'),
    ('core', 'product_link', 'auditor', 'select'),
    ('core', 'product_link', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'product_reading', 'front_office', 'select, insert'),
    ('core', 'product_reading', 'unit_member', 'select'),
    ('core', 'product_reading', 'unit_manager', 'select'),
    ('core', 'product_reading', 'controller', 'select'),
    ('core', 'product_reading', 'admin', 'select'),
    ('core', 'product_reading', 'auditor', 'select'),
    ('core', 'product_reading', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'product_version', 'front_office', 'select, insert'),
    ('core', 'product_version', 'unit_member', 'select, insert'),
    ('core', 'product_version', 'unit_manager', 'select, insert'),
    ('core', 'product_version', 'controller', 'select, insert'),
    ('core', 'product_version', 'admin', 'select, insert'),
    ('core', 'product_version', 'auditor', 'select'),
    ('core', 'product_version', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'product_withdrawal', 'front_office', 'select, insert'),
    ('core', 'product_withdrawal', 'unit_member', 'select, insert'),
    ('core', 'product_withdrawal', 'unit_manager', 'select, insert'),
    ('core', 'product_withdrawal', 'controller', 'select, insert'),
    ('core', 'product_withdrawal', 'admin', 'select, insert'),
    ('core', 'product_withdrawal', 'auditor', 'select'),
    ('core', 'product_withdrawal', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'report_paper', 'front_office', 'select'),
    ('core', 'report_paper', 'unit_member', 'select'),
    ('core', 'report_paper', 'unit_manager', 'select'),
    ('core', 'report_paper', 'controller', 'select'),
    ('core', 'report_paper', 'admin', 'select'),
    ('core', 'report_paper', 'auditor', 'select'),
    ('core', 'report_paper', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'report_plan', 'front_office', 'select'),
    ('core', 'report_plan', 'unit_member', 'select'),
    ('core', 'report_plan', 'unit_manager', 'select'),
    ('core', 'report_plan', 'controller', 'select'),
    ('core', 'report_plan', 'admin', 'select'),
    ('core', 'report_plan', 'auditor', 'select'),
    ('core', 'report_plan', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'return_reason', 'front_office', 'select'),
    ('core', 'return_reason', 'unit_member', 'select'),
    ('core', 'return_reason', 'unit_manager', 'select'),
    ('core', 'return_reason', 'controller', 'select'),
    ('core', 'return_reason', 'admin', 'select, insert, update, delete'),
    ('core', 'return_reason', 'auditor', 'select'),
    ('core', 'return_reason', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'review', 'front_office', 'select'),
    ('core', 'review', 'unit_member', 'select'),
    ('core', 'review', 'unit_manager', 'select'),
    ('core', 'review', 'controller', 'select'),
    ('core', 'review', 'admin', 'select'),
    ('core', 'review', 'auditor', 'select'),
    ('core', 'review', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'review_held', 'front_office', 'select'),
    ('core', 'review_held', 'unit_member', 'select'),
    ('core', 'review_held', 'unit_manager', 'select'),
    ('core', 'review_held', 'controller', 'select'),
    ('core', 'review_held', 'admin', 'select'),
    ('core', 'review_held', 'auditor', 'select'),
    ('core', 'review_held', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'sanction', 'front_office', 'select'),
    ('core', 'sanction', 'unit_member', 'select'),
    ('core', 'sanction', 'unit_manager', 'select'),
    ('core', 'sanction', 'controller', 'select'),
    ('core', 'sanction', 'admin', 'select'),
    ('core', 'sanction', 'auditor', 'select'),
    ('core', 'sanction', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'sanction_decision', 'front_office', 'select'),
    ('core', 'sanction_decision', 'unit_member', 'select'),
    ('core', 'sanction_decision', 'unit_manager', 'select'),
    ('core', 'sanction_decision', 'controller', 'select'),
    ('core', 'sanction_decision', 'admin', 'select'),
    ('core', 'sanction_decision', 'auditor', 'select'),
    ('core', 'sanction_decision', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'secret', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'setting', 'front_office', 'select'),
    ('core', 'setting', 'unit_member', 'select'),
    ('core', 'setting', 'unit_manager', 'select'),
    ('core', 'setting', 'controller', 'select'),
    ('core', 'setting', 'admin', 'select, insert, update'),
    ('core', 'setting', 'auditor', 'select'),
    ('core', 'setting', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'step', 'front_office', 'select, insert'),
    ('core', 'step', 'unit_member', 'select, insert'),
    ('core', 'step', 'unit_manager', 'select, insert'),
    ('core', 'step', 'controller', 'select, insert'),
    ('core', 'step', 'admin', 'select, insert'),
    ('core', 'step', 'auditor', 'select'),
    ('core', 'step', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'talk', 'front_office', 'select'),
    ('core', 'talk', 'unit_member', 'select'),
    ('core', 'talk', 'unit_manager', 'select'),
    ('core', 'talk', 'controller', 'select'),
    ('core', 'talk', 'admin', 'select'),
    ('core', 'talk', 'auditor', 'select'),
    ('core', 'talk', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'talk_action', 'front_office', 'select'),
    ('core', 'talk_action', 'unit_member', 'select'),
    ('core', 'talk_action', 'unit_manager', 'select'),
    ('core', 'talk_action', 'controller', 'select'),
    ('core', 'talk_action', 'admin', 'select'),
    ('core', 'talk_action', 'auditor', 'select'),
    ('core', 'talk_action', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'talk_action_end', 'front_office', 'select'),
    ('core', 'talk_action_end', 'unit_member', 'select'),
    ('core', 'talk_action_end', 'unit_manager', 'select'),
    ('core', 'talk_action_end', 'controller', 'select'),
    ('core', 'talk_action_end', 'admin', 'select'),
    ('core', 'talk_action_end', 'auditor', 'select'),
    ('core', 'talk_action_end', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'talk_plan', 'front_office', 'select'),
    ('core', 'talk_plan', 'unit_member', 'select'),
    ('core', 'talk_plan', 'unit_manager', 'select'),
    ('core', 'talk_plan', 'controller', 'select'),
    ('core', 'talk_plan', 'admin', 'select'),
    ('core', 'talk_plan', 'auditor', 'select'),
    ('core', 'talk_plan', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'template', 'front_office', 'select'),
    ('core', 'template', 'unit_member', 'select'),
    ('core', 'template', 'unit_manager', 'select'),
    ('core', 'template', 'controller', 'select'),
    ('core', 'template', 'admin', 'select, insert, update, delete'),
    ('core', 'template', 'auditor', 'select'),
    ('core', 'template', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'ticket', 'front_office', 'select, insert, update'),
    ('core', 'ticket', 'unit_member', 'select'),
    ('core', 'ticket', 'unit_manager', 'select'),
    ('core', 'ticket', 'controller', 'select'),
    ('core', 'ticket', 'admin', 'select'),
    ('core', 'ticket', 'auditor', 'select'),
    ('core', 'ticket', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'ticket_change', 'front_office', 'select, insert, update'),
    ('core', 'ticket_change', 'unit_member', 'select'),
    ('core', 'ticket_change', 'unit_manager', 'select'),
    ('core', 'ticket_change', 'controller', 'select'),
    ('core', 'ticket_change', 'admin', 'select'),
    ('core', 'ticket_change', 'auditor', 'select'),
    ('core', 'ticket_change', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'ticket_link', 'front_office', 'select, insert, update'),
    ('core', 'ticket_link', 'unit_member', 'select'),
    ('core', 'ticket_link', 'unit_manager', 'select'),
    ('core', 'ticket_link', 'controller', 'select'),
    ('core', 'ticket_link', 'admin', 'select'),
    ('core', 'ticket_link', 'auditor', 'select'),
    ('core', 'ticket_link', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'ticket_task', 'front_office', 'select, insert, update'),
    ('core', 'ticket_task', 'unit_member', 'select'),
    ('core', 'ticket_task', 'unit_manager', 'select'),
    ('core', 'ticket_task', 'controller', 'select'),
    ('core', 'ticket_task', 'admin', 'select'),
    ('core', 'ticket_task', 'auditor', 'select'),
    ('core', 'ticket_task', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'tip', 'front_office', 'select, insert'),
    ('core', 'tip', 'unit_member', 'select, insert'),
    ('core', 'tip', 'unit_manager', 'select, insert'),
    ('core', 'tip', 'controller', 'select, insert'),
    ('core', 'tip', 'admin', 'select, insert'),
    ('core', 'tip', 'auditor', 'select'),
    ('core', 'tip', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'unit', 'front_office', 'select'),
    ('core', 'unit', 'unit_member', 'select'),
    ('core', 'unit', 'unit_manager', 'select'),
    ('core', 'unit', 'controller', 'select'),
    ('core', 'unit', 'admin', 'select, insert, update'),
    ('core', 'unit', 'auditor', 'select'),
    ('core', 'unit', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'unit_question', 'front_office', 'select, insert, update'),
    ('core', 'unit_question', 'unit_member', 'select, insert, update'),
    ('core', 'unit_question', 'unit_manager', 'select, insert, update'),
    ('core', 'unit_question', 'controller', 'select'),
    ('core', 'unit_question', 'admin', 'select'),
    ('core', 'unit_question', 'auditor', 'select'),
    ('core', 'unit_question', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'user_account', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'variant', 'front_office', 'select, insert'),
    ('core', 'variant', 'unit_member', 'select, insert'),
    ('core', 'variant', 'unit_manager', 'select, insert'),
    ('core', 'variant', 'controller', 'select, insert'),
    ('core', 'variant', 'admin', 'select, insert'),
    ('core', 'variant', 'auditor', 'select'),
    ('core', 'variant', 'fmdesk_clerk', 'select, insert, update'),
    ('core', 'verdict', 'front_office', 'select'),
    ('core', 'verdict', 'unit_member', 'select'),
    ('core', 'verdict', 'unit_manager', 'select'),
    ('core', 'verdict', 'controller', 'select'),
    ('core', 'verdict', 'admin', 'select'),
    ('core', 'verdict', 'auditor', 'select'),
    ('core', 'verdict', 'fmdesk_clerk', 'select, insert, update, delete'),
    ('core', 'verdict_ruling', 'front_office', 'select'),
    ('core', 'verdict_ruling', 'unit_member', 'select'),
    ('core', 'verdict_ruling', 'unit_manager', 'select'),
    ('core', 'verdict_ruling', 'controller', 'select'),
    ('core', 'verdict_ruling', 'admin', 'select'),
    ('core', 'verdict_ruling', 'auditor', 'select'),
    ('core', 'verdict_ruling', 'fmdesk_clerk', 'select, insert, update');

INSERT INTO command_head (id, seq, hash, at) VALUES
    (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0);

