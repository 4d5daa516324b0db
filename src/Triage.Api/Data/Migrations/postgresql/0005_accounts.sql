-- initial: given at the first start, the same for all; one_time: given by an administrator; own: chosen by its owner.
alter table accounts add column password_kind text not null default 'initial';
-- One-time passwords only.
alter table accounts add column password_expires_at timestamptz;
alter table accounts add column disabled_at timestamptz;
alter table accounts add column signed_in_at timestamptz;
-- Who it is and what the person may do, for accounts that an administrator added; null for those of the court's set-up.
alter table accounts add column person text;
alter table accounts add column roles text;
alter table accounts add column tribunal text;
-- Sealed: the secret of the authenticator, the last step used, the recovery codes that are left. The offer is not in force before its first code was typed.
alter table accounts add column second_factor bytea;
alter table accounts add column second_factor_offer bytea;
